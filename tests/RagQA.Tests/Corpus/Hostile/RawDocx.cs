using System.IO.Compression;
using System.Text;

namespace RagQA.Tests.Corpus.Hostile;

/// <summary>Packs Word documents part by part, so that they can be wrong in a chosen place.</summary>
internal static class RawDocx
{
    public const string Namespaces = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

    private const string Types = """
        <?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>
        """;

    private const string Relations = """
        <?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>
        """;

    private const string DocumentRelations = """
        <?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>
        """;

    public static string Paragraph(string text, string properties = "", string run = "") =>
        $"<w:p>{(properties.Length > 0 ? $"<w:pPr>{properties}</w:pPr>" : "")}<w:r>{(run.Length > 0 ? $"<w:rPr>{run}</w:rPr>" : "")}<w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>";

    public static string Document(string body) => $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document {Namespaces}><w:body>{body}</w:body></w:document>";

    public static byte[] WithBody(string body, string? styles = null, string? numbering = null) => Pack(
    [
        ("word/document.xml", Document(body)),
        ("word/styles.xml", styles ?? $"<w:styles {Namespaces}/>"),
        ("word/numbering.xml", numbering ?? $"<w:numbering {Namespaces}/>"),
        ("word/_rels/document.xml.rels", DocumentRelations),
    ]);

    /// <summary>A document of so many spaces.</summary>
    public static byte[] Bomb(long spaces)
    {
        byte[] small = WithBody(Paragraph("@"));
        using MemoryStream result = new();
        using (ZipArchive from = new(new MemoryStream(small)))
        using (ZipArchive to = new(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in from.Entries)
            {
                using StreamReader reader = new(entry.Open());
                string[] parts = reader.ReadToEnd().Split('@');
                using Stream written = to.CreateEntry(entry.FullName, CompressionLevel.Fastest).Open();
                written.Write(Encoding.UTF8.GetBytes(parts[0]));
                if (parts.Length == 2)
                {
                    byte[] chunk = new byte[1 << 20];
                    chunk.AsSpan().Fill((byte)' ');
                    for (long left = spaces; left > 0; left -= chunk.Length)
                    {
                        written.Write(chunk);
                    }

                    written.Write(Encoding.UTF8.GetBytes(parts[1]));
                }
            }
        }

        return result.ToArray();
    }

    /// <summary>Parts beside the content types and the relations of the package; a part of the same name replaces those.</summary>
    public static byte[] Pack(IEnumerable<(string Name, string Content)> parts, bool withTypes = true, bool withRelations = true)
    {
        List<(string Name, string Content)> all = [.. parts];
        if (withTypes && all.All(part => part.Name != "[Content_Types].xml"))
        {
            all.Insert(0, ("[Content_Types].xml", Types));
        }

        if (withRelations && all.All(part => part.Name != "_rels/.rels"))
        {
            all.Insert(1, ("_rels/.rels", Relations));
        }

        using MemoryStream result = new();
        using (ZipArchive archive = new(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string content) in all)
            {
                using Stream entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return result.ToArray();
    }
}
