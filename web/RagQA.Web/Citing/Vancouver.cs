using System.Globalization;

namespace RagQA.Web.Citing;

/// <summary>References in Vancouver style (ICMJE), as far as the document's facts reach.</summary>
internal static class Vancouver
{
    /// <summary>One reference: authors or source, title, date, place in the text.</summary>
    public static string Reference(Citation citation) => ReferenceText.Joined(
    [
        ReferenceText.Sentence(citation.Authors.Length > 0 ? string.Join(", ", citation.Authors) : citation.Source),
        ReferenceText.Sentence(ReferenceText.Title(citation)),
        citation.Date is { } date ? ReferenceText.Sentence(date.ToString("yyyy MMM d", CultureInfo.InvariantCulture)) : "[date unknown].",
        ReferenceText.Sentence(ReferenceText.Place(citation)),
        .. ReferenceText.End(citation),
    ]);

    /// <summary>Distinct documents of an answer as numbered references.</summary>
    public static IEnumerable<string> References(Answer answer) =>
        CitedDocuments.Of(answer).Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {Reference(c)}"));
}
