namespace RagQA.Cli.Evaluation;

/// <summary>Names of the aggregations on the command line.</summary>
internal static class AnswerAggregations
{
    public static IReadOnlyDictionary<string, AnswerAggregation> ByName { get; } = new Dictionary<string, AnswerAggregation>
    {
        ["marginal"] = AnswerAggregation.Marginal,
        ["best-span"] = AnswerAggregation.BestSpan,
        ["best-passage"] = AnswerAggregation.BestPassage,
    };

    public static string NameOf(AnswerAggregation aggregation) => ByName.First(n => n.Value == aggregation).Key;
}
