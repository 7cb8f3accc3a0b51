using System.Security.Cryptography;

namespace Assistant.Bot.Understanding;

/// <summary>
/// Trained classifiers on disk: a mark, the SHA-256 of the rest, the rest. Written aside, synced and renamed, so that a file is whole or
/// absent; a file that was damaged later is recognised by its hash.
/// </summary>
internal static class ClassifierFile
{
    static ReadOnlySpan<byte> Mark => "ASSISTANT-CLASSIFIERS-1\n"u8;

    /// <summary>Writes the file. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when it cannot.</summary>
    public static void Write(string file, params IReadOnlyList<CharacterClassifier> classifiers)
    {
        using var payload = new MemoryStream();
        using (var writer = new BinaryWriter(payload, System.Text.Encoding.UTF8, leaveOpen: true))
            foreach (var classifier in classifiers) classifier.Write(writer);
        var bytes = payload.GetBuffer().AsSpan(0, (int)payload.Length);

        var fresh = $"{file}.{Guid.NewGuid():N}.tmp";
        using (var stream = new FileStream(fresh, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            stream.Write(Mark);
            stream.Write(SHA256.HashData(bytes));
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, file, overwrite: true);
    }

    /// <summary>Reads that many classifiers. Throws <see cref="InvalidDataException"/> when the file is not whole, <see cref="IOException"/> when it cannot be read.</summary>
    public static CharacterClassifier[] Read(string file, int count)
    {
        var bytes = File.ReadAllBytes(file).AsSpan();
        var payload = bytes.Length > Mark.Length + SHA256.HashSizeInBytes ? bytes[(Mark.Length + SHA256.HashSizeInBytes)..] : [];
        if (payload.IsEmpty || !bytes.StartsWith(Mark) || !SHA256.HashData(payload).AsSpan().SequenceEqual(bytes.Slice(Mark.Length, SHA256.HashSizeInBytes)))
            throw new InvalidDataException($"{Path.GetFileName(file)} is damaged");

        using var reader = new BinaryReader(new MemoryStream(payload.ToArray()));
        return [.. Enumerable.Range(0, count).Select(_ => CharacterClassifier.Read(reader))];
    }
}
