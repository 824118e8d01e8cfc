namespace RagQA.Grains.Answering;

/// <summary>What is known about an answer that tells right ones from wrong ones.</summary>
public sealed record AnswerFeatures
{
    /// <summary>Best span score of the answer.</summary>
    public required double SpanScore { get; init; }

    /// <summary>Relevance logit of the passage of its best span.</summary>
    public required double Relevance { get; init; }

    /// <summary>Its probability after marginalisation.</summary>
    public required double Probability { get; init; }

    /// <summary>Inner product of question and passage; 0 where the dense retriever did not find the passage.</summary>
    public required double DenseScore { get; init; }

    /// <summary>Natural logarithm of the passage's rank.</summary>
    public required double LogRank { get; init; }

    /// <summary>Logarithm of its probability against the next different answer, see <see cref="AnswerGroup.Margin"/>.</summary>
    public required double Margin { get; init; }

    /// <summary>Share of the question's terms that stand in the passage, see <see cref="RankedPassage.TermShare"/>.</summary>
    public required double TermShare { get; init; }

    /// <summary>Names under which a calibration weighs the features.</summary>
    public static IReadOnlyList<string> Names { get; } = ["spanScore", "relevance", "probability", "denseScore", "logRank", "margin", "termShare"];

    /// <summary>Features with their names, in the order of <see cref="Names"/>.</summary>
    public IEnumerable<(string Name, double Value)> Values
        => Names.Zip([SpanScore, Relevance, Probability, DenseScore, LogRank, Margin, TermShare]);

    /// <summary>Features of an answer.</summary>
    public static AnswerFeatures Of(AnswerGroup group)
    {
        var best = group.Spans[0];
        return new AnswerFeatures
        {
            SpanScore = best.Span.Score,
            Relevance = best.Source.Reading.Relevance,
            Probability = group.Probability,
            DenseScore = best.Source.Passage.DenseScore ?? 0,
            LogRank = Math.Log(best.Source.Passage.Rank),
            Margin = group.Margin,
            TermShare = best.Source.Passage.TermShare,
        };
    }
}
