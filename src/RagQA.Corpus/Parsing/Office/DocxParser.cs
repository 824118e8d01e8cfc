using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace RagQA.Corpus;

/// <summary>
/// Word documents: written as HTML and read as a page, so that both give the same text for the same structure. What is outside
/// the file (linked pictures, templates, external entities) is not followed.
/// </summary>
internal sealed class DocxParser : IDocumentParser
{
    private const int MaxEntries = 5000;

    public string Name => "docx/1";

    public IReadOnlyList<string> Extensions { get; } = [".docx"];

    public ParseResult Parse(byte[] content, ParsingLimits limits)
    {
        try
        {
            CheckPackage(content, limits);
            using MemoryStream stream = new(content, writable: false);
            using WordprocessingDocument document = WordprocessingDocument.Open(
                stream, isEditable: false, new OpenSettings { AutoSave = false, MaxCharactersInPart = limits.MaxUnpackedBytes });
            if (document.MainDocumentPart?.Document?.Body is not { } body)
            {
                throw Damaged(null);
            }

            DocxHtml html = new(document.MainDocumentPart, limits);
            html.Write(body);
            string? title = document.PackageProperties.Title is { } stated && !string.IsNullOrWhiteSpace(stated) ? stated.Trim() : null;
            return ParseResult.Of(HtmlDocumentParser.Parse(html.ToString(), html.Title ?? title, Name));
        }
        catch (Exception exception) when (exception is OpenXmlPackageException or InvalidDataException or XmlException or FileFormatException or KeyNotFoundException)
        {
            throw Damaged(exception);
        }
    }

    // What Word itself would never write, before a library sees it.
    private static void CheckPackage(byte[] content, ParsingLimits limits)
    {
        using ZipArchive archive = new(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        if (archive.Entries.Count > MaxEntries)
        {
            throw new RagQAException(FailureKind.TooLarge, $"It is packed of more than {MaxEntries} parts; save it again in Word.");
        }

        // 1. The stated sizes first; then what comes out, which may be more than was stated.
        if (archive.Entries.Sum(entry => entry.Length) > limits.MaxUnpackedBytes)
        {
            throw TooMuch(limits);
        }

        if (archive.GetEntry("word/document.xml") is null)
        {
            throw new RagQAException(FailureKind.Unsupported, archive.Entries.Any(entry => entry.FullName.StartsWith("xl/", StringComparison.Ordinal))
                ? "It is a workbook, not a Word document; save its sheets as .csv."
                : "It is a zip archive, not a Word document; unpack it and hand in the files that are in it.");
        }

        // 2. Each part that is read: no document type (external and growing entities), and nested no deeper than people write.
        foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
            || entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)))
        {
            CheckPart(entry, limits);
        }
    }

    private static void CheckPart(ZipArchiveEntry entry, ParsingLimits limits)
    {
        using Stream part = entry.Open();
        using XmlReader reader = XmlReader.Create(part, new XmlReaderSettings
        {
            // Read only as far as needed to refuse it under its name; nothing outside is fetched.
            DtdProcessing = DtdProcessing.Parse,
            MaxCharactersFromEntities = 1024,
            XmlResolver = null,
            MaxCharactersInDocument = limits.MaxUnpackedBytes,
        });
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.DocumentType)
            {
                throw new RagQAException(FailureKind.Unsupported, "It declares XML entities of its own, which Word never writes; it is not read.");
            }

            if (reader.Depth > ParsingLimits.MaxNesting)
            {
                throw new RagQAException(FailureKind.Unsupported, "It is nested too deeply; save it again in Word in a simpler form.");
            }
        }
    }

    private static RagQAException TooMuch(ParsingLimits limits) =>
        new(FailureKind.TooLarge, $"It unpacks to more than {limits.MaxUnpackedBytes >> 20} MiB; split it into smaller files.");

    private static RagQAException Damaged(Exception? inner) =>
        new(FailureKind.Unsupported, "The Word document is damaged or incomplete; open it in Word and save it again.", inner);
}
