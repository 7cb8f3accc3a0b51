using System.IO.Compression;

namespace Assistant.Channels.DirectLine.Uploads;

/// <summary>A kind of file, known by its first bytes; what the client calls it does not count.</summary>
internal sealed record FileKind(string Name, string ContentType)
{
    static readonly FileKind Png = new("png", "image/png");
    static readonly FileKind Jpeg = new("jpg", "image/jpeg");
    static readonly FileKind Pdf = new("pdf", "application/pdf");
    static readonly FileKind Docx = new("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    /// <summary>The kind of a whole file; null for anything else.</summary>
    public static FileKind? Of(Stream file)
    {
        Span<byte> head = stackalloc byte[8];
        file.Position = 0;
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];

        if (head.SequenceEqual((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return Png;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return Jpeg;
        if (head.StartsWith("%PDF-"u8)) return Pdf;
        return head.StartsWith("PK\x03\x04"u8) && IsWordDocument(file) ? Docx : null;
    }

    // Only the table of contents is read: nothing is unpacked, so a bomb stays a small file.
    static bool IsWordDocument(Stream file)
    {
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            return archive.GetEntry("[Content_Types].xml") is not null && archive.GetEntry("word/document.xml") is not null;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
