namespace RagQA.Corpus;

/// <summary>What a file held: its documents, and the lines that failed where the format has one document a line.</summary>
public sealed record ParseResult
{
    /// <summary>The documents in the order of the file.</summary>
    public required IReadOnlyList<ParsedDocument> Documents { get; init; }

    /// <summary>For each document the line of the file on which it starts, from 1; as many as there are documents.</summary>
    public required IReadOnlyList<int> Lines { get; init; }

    /// <summary>Lines that failed; empty for formats with one document a file, which throw instead.</summary>
    public IReadOnlyList<ParseFailure> Failures { get; init; } = [];

    /// <summary>The result of a format with one document a file.</summary>
    internal static ParseResult Of(ParsedDocument document) => new() { Documents = [document], Lines = [1] };
}
