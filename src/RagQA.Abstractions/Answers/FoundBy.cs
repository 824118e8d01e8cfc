namespace RagQA;

/// <summary>Rank of a passage in each retriever, from 1; null where that retriever did not find it.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.FoundBy")]
public sealed record FoundBy
{
    /// <summary>Rank by inner product of embeddings.</summary>
    [Id(0)] public int? Dense { get; init; }

    /// <summary>Rank by BM25.</summary>
    [Id(1)] public int? Lexical { get; init; }
}
