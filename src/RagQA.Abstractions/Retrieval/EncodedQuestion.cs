namespace RagQA;

/// <summary>The embedding of a question.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.EncodedQuestion")]
public sealed record EncodedQuestion
{
    /// <summary>Packed float32 <c>[dimension]</c>, length 1.</summary>
    [Id(0)] public required byte[] Embedding { get; init; }

    /// <summary>Device that encoded it, such as <c>cpu</c>.</summary>
    [Id(1)] public required string Device { get; init; }

    /// <summary>SHA-256 of the model that encoded it.</summary>
    [Id(2)] public string Encoder { get; init; } = "";
}
