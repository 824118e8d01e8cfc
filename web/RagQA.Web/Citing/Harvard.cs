using System.Globalization;

namespace RagQA.Web.Citing;

/// <summary>References by author and year (Harvard), as far as the document's facts reach.</summary>
internal static class Harvard
{
    /// <summary>One reference: authors or source, year, title, place in the text.</summary>
    public static string Reference(Citation citation)
    {
        var year = citation.Date?.Year.ToString(CultureInfo.InvariantCulture) ?? "no date";
        var by = citation.Authors.Length > 0 ? string.Join(", ", citation.Authors) : citation.Source is { Length: > 0 } source ? source : "No author";
        return ReferenceText.Joined(
        [
            ReferenceText.Sentence($"{by} ({year}) {ReferenceText.Title(citation)}"),
            citation.Authors.Length > 0 ? ReferenceText.Sentence(citation.Source) : null,
            ReferenceText.Sentence(ReferenceText.Place(citation)),
            .. ReferenceText.End(citation),
        ]);
    }

    /// <summary>Distinct documents of an answer, by author.</summary>
    public static IEnumerable<string> References(Answer answer) => CitedDocuments.Of(answer).Select(Reference).Order(StringComparer.OrdinalIgnoreCase);
}
