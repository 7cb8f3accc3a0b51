namespace Assistant.Retrieval.Tests;

/// <summary>A folder of one test, gone with it.</summary>
sealed class TemporaryFolder : IDisposable
{
    // Characters that mean something in a URI or a connection string must not matter.
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"检索 #%;='{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
