using System.Security.Cryptography;
using System.Text;

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
        var fresh = $"{file}.{Guid.NewGuid():N}.tmp";
        using (var stream = new FileStream(fresh, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
        {
            stream.Write(Mark);
            stream.Write(new byte[SHA256.HashSizeInBytes]);
            using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
                foreach (var classifier in classifiers) classifier.Write(writer);

            stream.Position = Mark.Length + SHA256.HashSizeInBytes;
            var hash = SHA256.HashData(stream);
            stream.Position = Mark.Length;
            stream.Write(hash);
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, file, overwrite: true);
    }

    /// <summary>
    /// Reads that many classifiers, never the file as a whole: tens of megabytes would stay with the process. Throws
    /// <see cref="InvalidDataException"/> when the file is not whole, <see cref="IOException"/> when it cannot be read.
    /// </summary>
    public static CharacterClassifier[] Read(string file, int count)
    {
        using var stream = File.OpenRead(file);
        var head = new byte[Mark.Length + SHA256.HashSizeInBytes];
        if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.AsSpan().StartsWith(Mark)
            || !SHA256.HashData(stream).AsSpan().SequenceEqual(head.AsSpan(Mark.Length)))
            throw new InvalidDataException($"{Path.GetFileName(file)} is damaged");

        stream.Position = head.Length;
        using var reader = new BinaryReader(stream);
        return [.. Enumerable.Range(0, count).Select(_ => CharacterClassifier.Read(reader))];
    }
}
