namespace RagQA.Corpus;

/// <summary>Limits that keep one file from taking the whole machine.</summary>
public static class ParsingLimits
{
    /// <summary>Largest file that is parsed: 64 MiB.</summary>
    public const int MaxFileBytes = 64 * 1024 * 1024;

    /// <summary>Deepest nesting of elements in HTML and Markdown; real documents stay far below.</summary>
    public const int MaxNesting = 400;

    /// <summary>Longest id of a document in characters.</summary>
    public const int MaxIdLength = 256;
}
