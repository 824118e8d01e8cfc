using System.Text;

namespace RagQA.Corpus;

/// <summary>What a file is by its first bytes, so that a wrong name is told as such and not as a damaged file.</summary>
internal static class FileFormat
{
    private const int TarMark = 257;

    // Signatures of what is neither text nor a format that is read.
    private static readonly (byte[] Start, string What)[] Others =
    [
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
        ([0x4D, 0x5A, 0x90, 0x00], "a program"),
        ([0x89, 0x50, 0x4E, 0x47], "a picture"),
        ([0xFF, 0xD8, 0xFF], "a picture"),
        ([0x47, 0x49, 0x46, 0x38], "a picture"),
        ([0x49, 0x49, 0x2A, 0x00], "a picture"),
        ([0x4D, 0x4D, 0x00, 0x2A], "a picture"),
        ("{\\rtf"u8.ToArray(), "an RTF document"),
        ("SQLite format 3\0"u8.ToArray(), "a database"),
    ];

    private static readonly (byte[] Start, string Kind)[] Archives =
    [
        ([0x50, 0x4B, 0x03, 0x04], "zip"),
        ([0x50, 0x4B, 0x05, 0x06], "zip"),
        ([0x1F, 0x8B], "gzip"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "7z"),
        ([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07], "rar"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz"),
        ([0x42, 0x5A, 0x68], "bzip2"),
        ([0x28, 0xB5, 0x2F, 0xFD], "zstd"),
        ([0x4D, 0x53, 0x43, 0x46], "cab"),
    ];

    private static readonly HashSet<string> ArchiveExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".zip", ".tar", ".gz", ".tgz", ".7z", ".rar", ".xz", ".bz2", ".zst", ".cab", ".jar", ".iso",
    };

    /// <summary>Refuses archives, and files whose bytes are not what their name says.</summary>
    /// <param name="extension">Extension in lower case with its dot.</param>
    /// <param name="content">The bytes of the file.</param>
    /// <exception cref="RagQAException">Unsupported.</exception>
    public static void Check(string extension, ReadOnlySpan<byte> content)
    {
        bool isWord = extension == ".docx";
        string? archive = ArchiveKind(content);
        if (archive is not null && !(isWord && archive == "zip"))
        {
            throw Unsupported($"It is an archive ({archive}); unpack it and hand in the files that are in it.");
        }

        if (ArchiveExtensions.Contains(extension))
        {
            throw Unsupported("Archives are not read; unpack it and hand in the files that are in it.");
        }

        if (content.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            throw Unsupported("It is an older or a password-protected Office file; save it as .docx, .pdf or .csv without a password.");
        }

        foreach ((byte[] start, string what) in Others)
        {
            if (content.StartsWith(start))
            {
                throw Unsupported($"It is {what}, not a document with text; save its text in one of the formats that are read.");
            }
        }

        if (isWord && archive is null)
        {
            throw Unsupported("It is named .docx but is not a Word document; give it the extension of what it is.");
        }

        bool isPdf = content[..Math.Min(content.Length, 1024)].IndexOf("%PDF-"u8) >= 0;
        if (extension == ".pdf" && !isPdf)
        {
            throw Unsupported("It is named .pdf but is not a PDF file; give it the extension of what it is.");
        }

        if (extension != ".pdf" && content.StartsWith("%PDF-"u8))
        {
            throw Unsupported("It is a PDF file with another extension; rename it to .pdf.");
        }

        if (extension is ".txt" or ".csv" or ".tsv" or ".jsonl" && IsPage(content))
        {
            throw Unsupported("It is an HTML page with another extension; rename it to .html.");
        }
    }

    private static string? ArchiveKind(ReadOnlySpan<byte> content)
    {
        foreach ((byte[] start, string kind) in Archives)
        {
            if (content.StartsWith(start))
            {
                return kind;
            }
        }

        return content.Length > TarMark + 5 && content.Slice(TarMark, 5).SequenceEqual("ustar"u8) ? "tar" : null;
    }

    private static bool IsPage(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> start = content.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? content[3..] : content;
        string text = Encoding.ASCII.GetString(start[..Math.Min(start.Length, 256)]).TrimStart();
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    private static RagQAException Unsupported(string message) => new(FailureKind.Unsupported, message);
}
