using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace RagQA.Corpus;

/// <summary>
/// The XML parts in a Word document. Parts are found by their names and relations are not followed, so that nothing outside of
/// the file (linked templates and pictures, external entities) can be asked for.
/// </summary>
internal sealed class DocxPackage : IDisposable
{
    private const int MaxEntries = 5000;
    private readonly ZipArchive _archive;
    private readonly ParsingLimits _limits;

    /// <exception cref="RagQAException">Not a Word document, or packed as Word would never do it.</exception>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    public DocxPackage(byte[] content, ParsingLimits limits)
    {
        _limits = limits;
        _archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        if (_archive.Entries.Count > MaxEntries)
        {
            throw new RagQAException(FailureKind.TooLarge, $"It is packed of more than {MaxEntries} parts; save it again in Word.");
        }

        if (_archive.Entries.Sum(entry => entry.Length) > limits.MaxUnpackedBytes)
        {
            throw new RagQAException(FailureKind.TooLarge, $"It unpacks to more than {limits.MaxUnpackedBytes >> 20} MiB; split it into smaller files.");
        }

        if (_archive.GetEntry("word/document.xml") is null)
        {
            throw new RagQAException(FailureKind.Unsupported, _archive.Entries.Any(entry => entry.FullName.StartsWith("xl/", StringComparison.Ordinal))
                ? "It is a workbook, not a Word document; save its sheets as .csv."
                : "It is a zip archive, not a Word document; unpack it and hand in the files that are in it.");
        }
    }

    /// <summary>The root element of a part; null where there is no such part.</summary>
    /// <exception cref="RagQAException">The part has entities of its own or is nested too deeply.</exception>
    /// <exception cref="XmlException">The part is damaged.</exception>
    public XElement? Part(string name)
    {
        if (_archive.GetEntry(name) is not { } entry)
        {
            return null;
        }

        // Checked before it is loaded: whoever walks the elements may then recurse.
        using (XmlReader reader = Open(entry))
        {
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

        using XmlReader again = Open(entry);
        return XElement.Load(again, LoadOptions.PreserveWhitespace);
    }

    public void Dispose() => _archive.Dispose();

    private XmlReader Open(ZipArchiveEntry entry) => XmlReader.Create(entry.Open(), new XmlReaderSettings
    {
        // A document type is read only as far as needed to refuse it under its name; nothing outside is fetched.
        DtdProcessing = DtdProcessing.Parse,
        MaxCharactersFromEntities = 1024,
        XmlResolver = null,
        MaxCharactersInDocument = _limits.MaxUnpackedBytes,
        CloseInput = true,
    });
}
