namespace RagQA;

/// <summary>How far a running answer is.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.AnswerProgress")]
public sealed record AnswerProgress
{
    /// <summary>What is being done now.</summary>
    [Id(0)] public required AnswerStage Stage { get; init; }

    /// <summary>Partitions there are.</summary>
    [Id(1)] public int Partitions { get; init; }

    /// <summary>Partitions that have answered.</summary>
    [Id(2)] public int PartitionsAnswered { get; init; }

    /// <summary>Passages found.</summary>
    [Id(3)] public int PassagesFound { get; init; }

    /// <summary>Passages read so far.</summary>
    [Id(4)] public int PassagesRead { get; init; }

    /// <summary>Milliseconds since the question came in.</summary>
    [Id(5)] public double ElapsedMs { get; init; }
}
