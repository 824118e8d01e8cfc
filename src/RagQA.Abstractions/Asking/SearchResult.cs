namespace RagQA;

/// <summary>Passages ranked for a query, best first.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.SearchResult")]
public sealed record SearchResult
{
    /// <summary>The passages, best first.</summary>
    [Id(0)] public RankedPassage[] Passages { get; init; } = [];

    /// <summary>Which partitions took part.</summary>
    [Id(1)] public required Coverage Coverage { get; init; }

    /// <summary>Time of each stage.</summary>
    [Id(2)] public required StageTimings Timings { get; init; }

    /// <summary>Least collection revision that every partition which answered had applied.</summary>
    [Id(3)] public long Revision { get; init; }

    /// <summary>How each partition that answered searched the embeddings; empty in lexical mode.</summary>
    [Id(4)] public PartitionSearch[] Searches { get; init; } = [];

    /// <summary>Words of the query that may be misspelt.</summary>
    [Id(5)] public SpellingSuggestion[] Spelling { get; init; } = [];
}
