using RagQA.Corpus;

namespace RagQA.Grains.Answering;

/// <summary>
/// Marginalises over passages: the RAG-Sequence rule (Lewis et al. 2020) applied to extraction.
/// p(span | question, passage) is a softmax over the passage's spans and "no answer", whose score is 0. p(passage | question)
/// is a softmax over the passages' evidence: relevance logit, retriever's rank and score, and how much its spans hold
/// together, so that a passage whose spans are all weak does not pass its whole weight to the least weak of them.
/// </summary>
public static class Aggregator
{
    /// <summary>Groups of equal answers, most probable first; a variant of a better answer at the same place is left out.</summary>
    public static IReadOnlyList<AnswerGroup> Aggregate(IReadOnlyList<ReadPassage> read, AggregatorOptions options)
    {
        return WithMargins(WithoutVariants(Groups(read, options).Groups, options));
    }

    /// <summary>
    /// Whether the answer of the best-ranked passages stays what it is when the others are read: its weight is beyond what a
    /// passage of the next rank has been seen to bring (<see cref="AggregatorOptions.DecidedAt"/>, fitted).
    /// </summary>
    /// <param name="read">The passages up to a rank, all of them.</param>
    /// <param name="options">How they are weighed.</param>
    public static bool IsDecided(IReadOnlyList<ReadPassage> read, AggregatorOptions options)
    {
        if (options.DecidedAt is not { } decided)
        {
            return false;
        }

        var (groups, logTotal) = Groups(read, options);
        return groups is [var first, ..]
            && Math.Log(first.Probability) + logTotal + (options.RankWeight / options.Temperature * Math.Log(read.Count + 1)) > decided;
    }

    /// <summary>
    /// Whether a second answer that is no variant of the first has at least the stated share of the weight. Only the best span
    /// of each passage votes: a reader's second thoughts are no disagreement between sources.
    /// </summary>
    public static bool Disagree(IReadOnlyList<AnswerGroup> groups, AggregatorOptions options)
    {
        if (groups.Count < 2)
        {
            return false;
        }

        var weights = groups.Select(g => g.Spans.Where(s => s.IsBestOfPassage).Sum(s => s.Probability)).ToArray();
        var total = weights.Sum();
        var first = AnswerText.Normalize(groups[0].Spans[0].Text);
        return Enumerable.Range(1, groups.Count - 1).Any(i =>
            weights[i] >= options.DisagreementShare * total && !IsVariant(first, AnswerText.Normalize(groups[i].Spans[0].Text)));
    }

    /// <summary>
    /// Whether the first answer stays the first, and is still given, whichever one document is left out. Only documents that it
    /// stands in can change that: without another one, its rivals alone lose weight.
    /// </summary>
    public static bool IsStable(IReadOnlyList<ReadPassage> read, IReadOnlyList<AnswerGroup> groups, ConfidenceScale scale)
    {
        if (groups.Count == 0)
        {
            return false;
        }

        var answer = AnswerText.Normalize(groups[0].Spans[0].Text);
        return groups[0].Spans.Select(s => s.Source.Passage.DocumentId).Distinct().All(document =>
        {
            var others = Aggregate([.. read.Where(r => r.Passage.DocumentId != document)], scale.Aggregation);
            return others.Count > 0 && AnswerText.Normalize(others[0].Spans[0].Text) == answer && scale.IsAnswer(others[0]);
        });
    }

    /// <summary>The sum over passages, of which each document has its best few: saying a thing often in one document is no proof.</summary>
    private static double Weight(GroupedSpan[] group, AggregatorOptions options)
        => group.GroupBy(s => s.Source.Passage.DocumentId).Sum(d => d.DistinctBy(s => Place(s).Start).Take(options.VotesPerSource).Sum(s => s.Probability));

    private static (AnswerGroup[] Groups, double LogTotal) Groups(IReadOnlyList<ReadPassage> read, AggregatorOptions options)
    {
        if (read.Count == 0)
        {
            return ([], double.NegativeInfinity);
        }

        // 1 p(passage | question)
        var spans = read.Select(r => LogSum(r.Reading.Spans, options.Temperature)).ToArray();
        var logits = read.Select((r, i) => (Evidence(r, options) / options.Temperature) + spans[i]).ToArray();
        var largest = logits.Max();
        var total = logits.Sum(l => Math.Exp(l - largest));

        // 2 p(span | question, passage), summed over equal normalised text
        var groups = new Dictionary<string, List<GroupedSpan>>(StringComparer.Ordinal);
        for (var i = 0; i < read.Count; i++)
        {
            AddSpans(groups, read[i], Math.Exp(logits[i] - largest) / total, spans[i], options.Temperature);
        }

        // 3 strongest first; ties by the better rank, so that the order never depends on hashing
        var ordered = groups.Values
            .Select(group => group.OrderByDescending(s => s.Probability).ThenBy(s => s.Source.Passage.Rank).ToArray())
            .Select(group => new AnswerGroup(Weight(group, options), group))
            .OrderByDescending(g => g.Probability).ThenBy(g => g.Spans[0].Source.Passage.Rank).ThenBy(g => g.Spans[0].Span.Start);
        return ([.. ordered], largest + Math.Log(total));
    }

    /// <summary>Whether one normalised answer holds the words of the other: "within 10 minutes" and "10 minutes", but not "2.5 mg" and "5 mg".</summary>
    private static bool IsVariant(string a, string b) => $" {a} ".Contains($" {b} ", StringComparison.Ordinal) || $" {b} ".Contains($" {a} ", StringComparison.Ordinal);

    private static AnswerGroup[] WithMargins(IReadOnlyList<AnswerGroup> groups)
    {
        var texts = groups.Select(g => AnswerText.Normalize(g.Spans[0].Text)).ToArray();
        return [.. groups.Select((group, i) => group with { Margin = Margin(group, groups.Where((_, j) => j != i && !IsVariant(texts[i], texts[j]))) })];
    }

    private static double Margin(AnswerGroup group, IEnumerable<AnswerGroup> rivals)
    {
        var least = group.Probability * Math.Exp(-AggregatorOptions.LargestMargin);
        return Math.Log(group.Probability / rivals.Aggregate(least, (most, rival) => Math.Max(most, rival.Probability)));
    }

    private static double Evidence(ReadPassage read, AggregatorOptions options) => read.Reading.Relevance
        - (options.RankWeight * Math.Log(read.Passage.Rank))
        + (options.DenseWeight * (read.Passage.DenseScore ?? 0));

    /// <summary>ln(1 + Σ exp(score / temperature)): the 1 is "no answer".</summary>
    private static double LogSum(SpanCandidate[] spans, double temperature)
    {
        var largest = spans.Aggregate(0.0, (most, s) => Math.Max(most, s.Score / temperature));
        return largest + Math.Log(Math.Exp(-largest) + spans.Sum(s => Math.Exp((s.Score / temperature) - largest)));
    }

    private static void AddSpans(
        Dictionary<string, List<GroupedSpan>> groups, ReadPassage read, double passage, double logSum, double temperature)
    {
        foreach (var (index, span) in read.Reading.Spans.Index())
        {
            var key = AnswerText.Normalize(read.Passage.Text[span.Start..span.End]);
            if (key.Length == 0)
            {
                continue;
            }

            if (!groups.TryGetValue(key, out var group))
            {
                groups[key] = group = [];
            }

            group.Add(new GroupedSpan(read, span, passage * Math.Exp((span.Score / temperature) - logSum), index == 0));
        }
    }

    private static List<AnswerGroup> WithoutVariants(IEnumerable<AnswerGroup> ordered, AggregatorOptions options)
    {
        var kept = new List<AnswerGroup>();
        foreach (var group in ordered)
        {
            if (kept.Count == options.MaxAnswers || (kept.Count > 0 && group.Probability < options.MinShare * kept[0].Probability))
            {
                break;
            }

            if (!kept.Any(k => Overlap(k.Spans[0], group.Spans[0])))
            {
                kept.Add(group with { Spans = OnePerPlace(group.Spans) });
            }
        }

        return kept;
    }

    /// <summary>The same words twice in one passage are one citation: the stronger. So are those where two passages overlap.</summary>
    private static GroupedSpan[] OnePerPlace(IReadOnlyList<GroupedSpan> spans)
        => [.. spans.DistinctBy(s => s.Source.Passage.PassageId).DistinctBy(s => (s.Source.Passage.DocumentId, Place(s).Start))];

    private static bool Overlap(GroupedSpan a, GroupedSpan b)
        => a.Source.Passage.DocumentId == b.Source.Passage.DocumentId && Place(a).Start < Place(b).End && Place(b).Start < Place(a).End;

    private static TextRange Place(GroupedSpan span)
        => new(span.Source.Passage.Start + span.Span.Start, span.Source.Passage.Start + span.Span.End);
}
