namespace RagQA;

/// <summary>One event of a running answer. Events are numbered from 0, so that a listener can go on where it stopped.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.AnswerEvent")]
public sealed record AnswerEvent
{
    /// <summary>Number of the event within its answer.</summary>
    [Id(0)] public required int Sequence { get; init; }

    /// <summary>What the event holds.</summary>
    [Id(1)] public required AnswerEventKind Kind { get; init; }

    /// <summary>Set for <see cref="AnswerEventKind.Progress"/>.</summary>
    [Id(2)] public AnswerProgress? Progress { get; init; }

    /// <summary>Set for <see cref="AnswerEventKind.Passage"/>.</summary>
    [Id(3)] public RankedPassage? Passage { get; init; }

    /// <summary>Set for <see cref="AnswerEventKind.Answer"/>, the last event.</summary>
    [Id(4)] public Answer? Answer { get; init; }

    /// <summary>Set for <see cref="AnswerEventKind.Error"/>, the last event: what happened and what to do.</summary>
    [Id(5)] public string? Error { get; init; }
}
