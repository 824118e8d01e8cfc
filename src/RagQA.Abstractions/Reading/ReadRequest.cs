namespace RagQA;

/// <summary>A question with the passages to read for it.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.ReadRequest")]
public sealed record ReadRequest
{
    /// <summary>The question.</summary>
    [Id(0)] public required string Question { get; init; }

    /// <summary>Texts of passages (slices of stored text, not normalised).</summary>
    [Id(1)] public required string[] Passages { get; init; }

    /// <summary>When reading for this question began: a busy reader reads for the question that has waited longest.</summary>
    [Id(2)] public DateTimeOffset Since { get; init; }
}
