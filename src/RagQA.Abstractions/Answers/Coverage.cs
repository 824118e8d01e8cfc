namespace RagQA;

/// <summary>Which partitions took part in an answer.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.Coverage")]
public sealed record Coverage
{
    /// <summary>Partitions there are.</summary>
    [Id(0)] public required int Partitions { get; init; }

    /// <summary>Partitions that answered in time.</summary>
    [Id(1)] public required int Answered { get; init; }

    /// <summary>Numbers of the partitions that did not answer.</summary>
    [Id(2)] public int[] Missing { get; init; } = [];

    /// <summary>Passages that were found and chosen but not read before the deadline.</summary>
    [Id(3)] public int UnreadPassages { get; init; }

    /// <summary>True when the question could not be encoded in time, so that passages were found by their words alone.</summary>
    [Id(4)] public bool LexicalOnly { get; init; }

    /// <summary>True when every partition answered by every retriever asked for and every chosen passage was read.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsComplete => Answered == Partitions && UnreadPassages == 0 && !LexicalOnly;
}
