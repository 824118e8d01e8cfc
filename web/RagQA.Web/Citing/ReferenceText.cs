using RagQA.Web.Asking;

namespace RagQA.Web.Citing;

/// <summary>Parts that references of every style share.</summary>
internal static class ReferenceText
{
    /// <summary>Text as one sentence; null where it is empty.</summary>
    public static string? Sentence(string? text)
    {
        var line = Wording.OneLine(text ?? "");
        return line.Length == 0 ? null : line[^1] is '.' or '?' or '!' ? line : line + ".";
    }

    /// <summary>Section and page; null where neither is known.</summary>
    public static string? Place(Citation citation) => (citation.Section, Wording.Page(citation.Page)) switch
    {
        ({ Length: > 0 } section, { } page) => $"{section}, {page}",
        ({ Length: > 0 } section, null) => section,
        (_, { } page) => page,
        _ => null,
    };

    public static string Title(Citation citation) => citation.DocumentType is { Length: > 0 } type ? $"{citation.Title} [{type}]" : citation.Title;

    /// <summary>Address and warnings, which end a reference.</summary>
    public static IEnumerable<string?> End(Citation citation) =>
    [
        citation.Url is { Length: > 0 } url ? $"Available from: {Wording.OneLine(url)}" : null,
        citation.Retracted ? "[Retracted.]" : null,
        citation.SupersededBy is { Length: > 0 } successor ? $"[Superseded by {Wording.OneLine(successor)}.]" : null,
    ];

    public static string Joined(params IEnumerable<string?> parts) => string.Join(' ', parts.Where(p => p is not null));

    /// <summary>The quote with its reference, for the clipboard.</summary>
    public static string Quote(Citation citation, Func<Citation, string> style) =>
        $"“{Wording.OneLine(citation.Quote)}” ({Wording.OneLine(citation.Sentence)}) {style(citation)}";
}
