namespace RagQA;

/// <summary>A section of a document's text.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.TextSection")]
public sealed record TextSection
{
    /// <summary>Headings from the outermost inwards joined with " › "; empty before the first heading.</summary>
    [Id(0)] public required string Path { get; init; }

    /// <summary>The section's own text without its heading and without subsections, UTF-16 code units.</summary>
    [Id(1)] public required TextRange Body { get; init; }

    /// <summary>Page on which it starts, from 1; null where the format has no pages.</summary>
    [Id(2)] public int? Page { get; init; }

    /// <summary>
    /// Offsets in the text at which the pages after <see cref="Page"/> start within the body: element i belongs to page
    /// Page + 1 + i, and a page without text starts where the next one does. Null where the body stays on one page.
    /// </summary>
    [Id(3)] public int[]? PageStarts { get; init; }

    /// <summary>Page of an offset within the body, from 1; null where the format has no pages.</summary>
    public int? PageAt(int offset) => Page + (PageStarts?.Count(start => start <= offset) ?? 0);
}
