namespace RagQA;

/// <summary>A question with the passages to read for it.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.ReadRequest")]
public sealed record ReadRequest
{
    /// <summary>The question.</summary>
    [Id(0)] public required string Question { get; init; }

    /// <summary>Texts of passages (slices of stored text, not normalised).</summary>
    [Id(1)] public required string[] Passages { get; init; }
}
