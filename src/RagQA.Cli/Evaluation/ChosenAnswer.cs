using RagQA.Grains.Answering;

namespace RagQA.Cli.Evaluation;

/// <summary>The answer of an evaluation's question.</summary>
/// <param name="Text">Its text; empty where no passage has a span.</param>
/// <param name="NoAnswer">Score of "no answer" against it: greater means less of an answer.</param>
/// <param name="Confidence">Calibrated confidence; null where the choice is not the product's.</param>
/// <param name="Answered">Whether it would have been given.</param>
internal sealed record ChosenAnswer(string Text, double NoAnswer, double? Confidence, bool Answered)
{
    public static ChosenAnswer Of(AnswerAggregation aggregation, IReadOnlyList<ReadPassage> read, ConfidenceScale scale)
    {
        if (aggregation != AnswerAggregation.Marginal)
        {
            return Single(aggregation, read);
        }

        var groups = Aggregator.Aggregate(read, scale.Aggregation);
        if (groups.Count == 0)
        {
            return new ChosenAnswer("", 1, 0, Answered: false);
        }

        var confidence = scale.Of(groups[0]).Value;
        return new ChosenAnswer(groups[0].Spans[0].Text, 1 - confidence, confidence, scale.IsAnswer(groups[0]));
    }

    private static ChosenAnswer Single(AnswerAggregation aggregation, IReadOnlyList<ReadPassage> read)
    {
        var best = read.Where(r => r.Reading.Spans.Length > 0)
            .OrderByDescending(r => r.Reading.Relevance + (aggregation == AnswerAggregation.BestSpan ? r.Reading.Spans[0].Score : 0))
            .ThenBy(r => r.Passage.Rank)
            .FirstOrDefault();
        if (best is null)
        {
            return new ChosenAnswer("", double.MaxValue, null, Answered: false);
        }

        var span = best.Reading.Spans[0];
        var score = span.Score + best.Reading.Relevance;
        return new ChosenAnswer(best.Passage.Text[span.Start..span.End], -score, null, Answered: score > 0);
    }
}
