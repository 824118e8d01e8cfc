using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace RagQA.Tests.Corpus.Hostile;

/// <summary>Writes PDF files object by object, so that they can be wrong in a chosen place.</summary>
internal sealed class RawPdf
{
    private readonly MemoryStream _file = new();
    private readonly SortedDictionary<int, long> _places = [];

    public RawPdf() => Add("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");

    /// <summary>An object such as <c>&lt;&lt; /Type /Catalog /Pages 2 0 R &gt;&gt;</c>.</summary>
    public RawPdf Object(int number, string body)
    {
        _places[number] = _file.Length;
        return Add(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n{body}\nendobj\n"));
    }

    /// <summary>A stream object; the length is stated as it is unless the dictionary states one.</summary>
    public RawPdf Stream(int number, string dictionary, byte[] content)
    {
        _places[number] = _file.Length;
        string length = dictionary.Contains("/Length", StringComparison.Ordinal) ? "" : string.Create(CultureInfo.InvariantCulture, $" /Length {content.Length}");
        Add(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n<< {dictionary}{length} >>\nstream\n"));
        _file.Write(content);
        return Add("\nendstream\nendobj\n");
    }

    public RawPdf Stream(int number, string content) => Stream(number, "", Encoding.Latin1.GetBytes(content));

    /// <summary>Catalog (1), page tree (2), one page (3) with Helvetica (5) and a content stream (4) that is still to be added.</summary>
    public RawPdf OnePage(string morePage = "", string moreCatalog = "") => Object(1, $"<< /Type /Catalog /Pages 2 0 R {moreCatalog} >>")
        .Object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
        .Object(3, $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> {morePage} >>")
        .Object(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");

    /// <summary>The file with a table of its objects at the end.</summary>
    public byte[] Close(string moreTrailer = "")
    {
        long start = _file.Length;
        Add("xref\n0 1\n0000000000 65535 f \n");
        foreach ((int number, long place) in _places)
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"{number} 1\n{place:0000000000} 00000 n \n"));
        }

        Add(string.Create(
            CultureInfo.InvariantCulture, $"trailer\n<< /Size {_places.Keys.Max() + 1} /Root 1 0 R {moreTrailer} >>\nstartxref\n{start}\n%%EOF\n"));
        return _file.ToArray();
    }

    /// <summary>The file without a table.</summary>
    public byte[] Cut() => _file.ToArray();

    public RawPdf Add(string text)
    {
        _file.Write(Encoding.Latin1.GetBytes(text));
        return this;
    }

    public static byte[] Deflated(byte[] content)
    {
        using MemoryStream result = new();
        using (ZLibStream packed = new(result, CompressionLevel.Fastest))
        {
            packed.Write(content);
        }

        return result.ToArray();
    }

    /// <summary>So many bytes of spaces, deflated.</summary>
    public static byte[] DeflatedSpaces(long count)
    {
        using MemoryStream result = new();
        using (ZLibStream packed = new(result, CompressionLevel.Fastest))
        {
            byte[] spaces = new byte[1 << 20];
            spaces.AsSpan().Fill((byte)' ');
            for (long left = count; left > 0; left -= spaces.Length)
            {
                packed.Write(spaces.AsSpan(0, (int)Math.Min(left, spaces.Length)));
            }
        }

        return result.ToArray();
    }
}
