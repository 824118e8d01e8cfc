using System.ComponentModel.DataAnnotations;

namespace RagQA.Grains.Answering;

/// <summary>How scores become probabilities; fitted together with the calibration by <c>ragqa models calibrate</c>.</summary>
public sealed record AggregatorOptions
{
    /// <summary>Margin beyond which a rival does not count: it has a twentieth of an answer's probability.</summary>
    public static readonly double LargestMargin = Math.Log(20);

    /// <summary>Weight of −ln(rank) in a passage's evidence: a passage that the retriever ranks lower needs a better span.</summary>
    [Range(0, 10)]
    public double RankWeight { get; init; } = 1.5;

    /// <summary>Weight of the inner product of question and passage in a passage's evidence.</summary>
    [Range(0, 100)]
    public double DenseWeight { get; init; } = 5;

    /// <summary>Temperature of the softmax over passages and spans.</summary>
    [Range(0.01, 100)]
    public double Temperature { get; init; } = 1;

    /// <summary>Most spans of one document that count for one answer, the strongest first.</summary>
    [Range(1, 1000)]
    public int VotesPerSource { get; init; } = 2;

    /// <summary>
    /// Logarithm of an answer's weight, with its passages' rank taken out, beyond which passages of lower rank are not read any
    /// more; null: all are read.
    /// </summary>
    [Range(-1000, 1000)]
    public double? DecidedAt { get; init; }

    /// <summary>Most answers given.</summary>
    [Range(1, 20)]
    public int MaxAnswers { get; init; } = 5;

    /// <summary>An answer with less than this share of the best one's probability is not given.</summary>
    [Range(0, 1)]
    public double MinShare { get; init; } = 0.05;

    /// <summary>Share of the answers' weight from which a second answer counts as disagreement.</summary>
    [Range(0, 1)]
    public double DisagreementShare { get; init; } = 0.3;
}
