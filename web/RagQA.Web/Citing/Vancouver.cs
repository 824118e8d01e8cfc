using System.Globalization;
using RagQA.Web.Asking;

namespace RagQA.Web.Citing;

/// <summary>References in Vancouver style (ICMJE), as far as the document's facts reach.</summary>
internal static class Vancouver
{
    /// <summary>One reference: authors or source, title, year, place in the text.</summary>
    public static string Reference(Citation citation)
    {
        string?[] parts =
        [
            Sentence(citation.Authors.Length > 0 ? string.Join(", ", citation.Authors) : citation.Source),
            Sentence(citation.DocumentType is { Length: > 0 } type ? $"{citation.Title} [{type}]" : citation.Title),
            citation.Date is { } date ? Sentence(date.ToString("yyyy MMM d", CultureInfo.InvariantCulture)) : "[date unknown].",
            Sentence(Place(citation)),
            citation.Url is { Length: > 0 } url ? $"Available from: {Wording.OneLine(url)}" : null,
            citation.Retracted ? "[Retracted.]" : null,
            citation.SupersededBy is { Length: > 0 } successor ? $"[Superseded by {Wording.OneLine(successor)}.]" : null,
        ];
        return string.Join(' ', parts.Where(p => p is not null));
    }

    /// <summary>The quote with its reference, for the clipboard.</summary>
    public static string Quote(Citation citation) => $"“{Wording.OneLine(citation.Quote)}” ({Wording.OneLine(citation.Sentence)}) {Reference(citation)}";

    /// <summary>Distinct documents of an answer as numbered references.</summary>
    public static IEnumerable<string> References(Answer answer) =>
        CitedDocuments.Of(answer).Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {Reference(c)}"));

    private static string? Place(Citation citation) => (citation.Section, Wording.Page(citation.Page)) switch
    {
        ({ Length: > 0 } section, { } page) => $"{section}, {page}",
        ({ Length: > 0 } section, null) => section,
        (_, { } page) => page,
        _ => null,
    };

    private static string? Sentence(string? text)
    {
        var line = Wording.OneLine(text ?? "");
        return line.Length == 0 ? null : line[^1] is '.' or '?' or '!' ? line : line + ".";
    }
}
