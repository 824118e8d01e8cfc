namespace RagQA.Cli.Evaluation;

/// <summary>How the answer is chosen from what was read.</summary>
internal enum AnswerAggregation
{
    /// <summary>As the product does: equal answers are summed over passages.</summary>
    Marginal,

    /// <summary>The span with the greatest sum of its score and its passage's relevance.</summary>
    BestSpan,

    /// <summary>The best span of the passage with the greatest relevance (DPR, Karpukhin et al. 2020).</summary>
    BestPassage,
}
