namespace RagQA;

/// <summary>The answer to one question, in the shape that HTTP and clients see.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.Answer")]
public sealed record Answer
{
    /// <summary>Id of the answer; the key of the grain that made it.</summary>
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>Name of the collection that was asked.</summary>
    [Id(1)] public required string Collection { get; init; }

    /// <summary>The question as it was asked.</summary>
    [Id(2)] public required string Question { get; init; }

    /// <summary>What became of it.</summary>
    [Id(3)] public required AnswerStatus Status { get; init; }

    /// <summary>One sentence for a person where the status needs one, else null.</summary>
    [Id(4)] public string? Reason { get; init; }

    /// <summary>Distinct answers, most probable first; empty when no passage answers.</summary>
    [Id(5)] public AnswerSpan[] Answers { get; init; } = [];

    /// <summary>True when a second, different answer has at least 30 % of the weight of all answers.</summary>
    [Id(6)] public bool Disagreement { get; init; }

    /// <summary>The passages that were read, best first.</summary>
    [Id(7)] public RankedPassage[] Passages { get; init; } = [];

    /// <summary>Which partitions took part.</summary>
    [Id(8)] public required Coverage Coverage { get; init; }

    /// <summary>Time of each stage.</summary>
    [Id(9)] public required StageTimings Timings { get; init; }

    /// <summary>Least collection revision that every partition which answered had applied.</summary>
    [Id(10)] public long Revision { get; init; }

    /// <summary>The patient that the question was about.</summary>
    [Id(11)] public string? Subject { get; init; }

    /// <summary>Models that made the answer, as name@sha256.</summary>
    [Id(12)] public ModelNames? Models { get; init; }

    /// <summary>Generation of partitions that was searched.</summary>
    [Id(13)] public int Generation { get; init; }

    /// <summary>When the answer was finished.</summary>
    [Id(14)] public DateTimeOffset AnsweredAt { get; init; }

    /// <summary>True when the first answer stays the first, and is still given, whichever one document is left out.</summary>
    [Id(15)] public bool Stable { get; init; }

    /// <summary>The documents that it was narrowed to; null when it was not.</summary>
    [Id(16)] public SearchFilter? Filter { get; init; }

    /// <summary>Words of the question that may be misspelt.</summary>
    [Id(17)] public SpellingSuggestion[] Spelling { get; init; } = [];
}
