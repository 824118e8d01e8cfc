using System.Globalization;

namespace RagQA.Web.Asking;

/// <summary>
/// Addresses of the reader: names and numbers only, never text. Without a fragment: a live page that leaves for a page without circuit
/// by an address with a fragment goes round in circles (.NET 10); ragqa.js scrolls to the passage.
/// </summary>
internal static class DocumentLink
{
    // Enough to notice that the text is another one now.
    private const int VersionDigits = 12;

    public static string To(string collection, RankedPassage passage) =>
        Address(collection, passage.DocumentId, passage.DocumentVersion, passage.Span, new TextRange(passage.Start, passage.End));

    /// <param name="collection">Name of the collection.</param>
    /// <param name="citation">What is cited.</param>
    /// <param name="passage">The citation's passage where it is at hand; it is outlined.</param>
    public static string To(string collection, Citation citation, RankedPassage? passage) => Address(
        collection,
        citation.DocumentId,
        citation.DocumentVersion,
        new TextRange(citation.Start, citation.End),
        passage is null ? new TextRange(citation.SentenceStart, citation.SentenceStart + citation.Sentence.Length) : new TextRange(passage.Start, passage.End));

    /// <summary>The document from its beginning, nothing marked.</summary>
    public static string Whole(string collection, string id) => $"/documents/{Uri.EscapeDataString(collection)}/{Path(id)}";

    public static string ShortVersion(string version)
    {
        var digits = version[(version.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return digits.Length <= VersionDigits ? digits : digits[..VersionDigits];
    }

    private static string Address(string collection, string id, string version, TextRange? span, TextRange passage)
    {
        var marks = span is { } s ? string.Create(CultureInfo.InvariantCulture, $"&start={s.Start}&end={s.End}") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"/documents/{Uri.EscapeDataString(collection)}/{Path(id)}?v={Uri.EscapeDataString(ShortVersion(version))}&from={passage.Start}&to={passage.End}{marks}");
    }

    // Slashes of an id stay: they are folders to the reader as well.
    private static string Path(string id) => string.Join('/', id.Split('/').Select(Uri.EscapeDataString));
}
