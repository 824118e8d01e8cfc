using CsCheck;
using RagQA.Corpus;
using RagQA.Grains.Answering;

namespace RagQA.Tests.Grains.Answering;

public sealed class AggregatorTests
{
    private static readonly string[] Words = ["alpha", "beta", "gamma"];
    private static readonly AggregatorOptions Plain = new() { RankWeight = 0, DenseWeight = 0, MinShare = 0, MaxAnswers = 20 };

    [Fact]
    public void Aggregate_EqualTextsInTwoPassages_AddUp()
    {
        var groups = Aggregator.Aggregate(
            [
                Readings.Of(1, "give the 500 mg now", 1, ("500 mg", 2)),
                Readings.Of(2, "a dose of 250 mg", 1.2f, ("250 mg", 2)),
                Readings.Of(3, "take 500 MG daily", 1, ("500 MG", 2)),
            ],
            Plain);

        Assert.Equal(["500 mg", "250 mg"], groups.Select(g => g.Spans[0].Text));
        Assert.Equal(2, groups[0].Spans.Count);
        Assert.Equal(groups[0].Probability, groups[0].Spans.Sum(s => s.Probability), 12);
    }

    [Fact]
    public void Aggregate_MatchesTheSumOverPassagesByBruteForce()
    {
        string[] words = ["alpha", "beta", "gamma", "delta"];
        var passage = Gen.Select(Gen.Float[-5, 5], Gen.Select(Gen.Int[0, 3], Gen.Float[-8, 8]).Array[0, 4]);
        Gen.Select(passage.Array[1, 8], Gen.Double[0, 2], Gen.Double[0.5, 4]).Sample((passages, rankWeight, temperature) =>
        {
            var options = new AggregatorOptions { RankWeight = rankWeight, Temperature = temperature, MinShare = 0, MaxAnswers = 20 };
            var read = passages.Select((p, i) => Readings.Of(
                i + 1, "alpha beta gamma delta", p.Item1, [.. p.Item2.DistinctBy(s => s.Item1).Select(s => (words[s.Item1], s.Item2))])).ToArray();

            var expected = new Dictionary<string, double>();
            double Spans(ReadPassage r) => 1 + r.Reading.Spans.Sum(x => Math.Exp(x.Score / temperature));
            double Weight(ReadPassage r) => Math.Exp((r.Reading.Relevance - (rankWeight * Math.Log(r.Passage.Rank))) / temperature) * Spans(r);
            var z = read.Sum(Weight);
            foreach (var r in read)
            {
                var p = Weight(r) / z;
                var s = Spans(r);
                foreach (var span in r.Reading.Spans)
                {
                    var key = r.Passage.Text[span.Start..span.End];
                    expected[key] = expected.GetValueOrDefault(key) + (p * Math.Exp(span.Score / temperature) / s);
                }
            }

            var groups = Aggregator.Aggregate(read, options);
            return groups.Count == expected.Count
                && groups.All(g => Math.Abs(expected[g.Spans[0].Text] - g.Probability) < 1e-9)
                && groups.Zip(groups.Skip(1)).All(pair => pair.First.Probability >= pair.Second.Probability)
                && groups.Sum(g => g.Probability) <= 1 + 1e-9;
        });
    }

    [Fact]
    public void Aggregate_VariantOfABetterAnswerAtTheSamePlace_IsLeftOut()
    {
        var groups = Aggregator.Aggregate([Readings.Of(1, "give 500 mg twice daily", 1, ("500 mg", 3), ("500 mg twice daily", 2), ("daily", 1))], Plain);

        Assert.Equal(["500 mg", "daily"], groups.Select(g => g.Spans[0].Text));
    }

    [Fact]
    public void Disagree_TwoSourcesWithDifferentAnswers_IsTrue()
    {
        var groups = Aggregator.Aggregate(
            [Readings.Of(1, "check after 10 minutes", 2, ("10 minutes", 4)), Readings.Of(2, "check after 15 minutes", 2, ("15 minutes", 4))], Plain);

        Assert.True(Aggregator.Disagree(groups, Plain));
    }

    [Fact]
    public void Disagree_LongerWordingOfTheSameAnswer_IsFalse()
    {
        var groups = Aggregator.Aggregate(
            [Readings.Of(1, "check after 10 minutes", 2, ("10 minutes", 4)), Readings.Of(2, "check again within 10 minutes", 2, ("within 10 minutes", 4))], Plain);

        Assert.False(Aggregator.Disagree(groups, Plain));
    }

    [Fact]
    public void Disagree_AnotherDoseThatEndsInTheSameDigits_IsTrue()
    {
        var groups = Aggregator.Aggregate([Readings.Of(1, "give 2.5 mg", 2, ("2.5 mg", 4)), Readings.Of(2, "give 5 mg", 2, ("5 mg", 4))], Plain);

        Assert.True(Aggregator.Disagree(groups, Plain));
        Assert.All(groups, g => Assert.Equal(0, g.Margin, 12));
    }

    [Fact]
    public void Aggregate_AnyReadings_MarginsAreAgainstTheBestDifferentAnswer()
    {
        var span = Gen.Select(Gen.Int[0, 2].Select(i => Words[i]), Gen.Float[-4, 8]);
        Gen.Select(Gen.Float[-3, 6], span).Array[1, 8].Sample(passages =>
        {
            var groups = Aggregator.Aggregate([.. passages.Select((p, i) => Readings.Of(i + 1, "alpha beta gamma", p.Item1, p.Item2))], Plain);
            return groups.All(g => Math.Abs(g.Margin - Math.Min(
                AggregatorOptions.LargestMargin,
                groups.Where(o => o != g).Select(o => Math.Log(g.Probability / o.Probability)).DefaultIfEmpty(double.PositiveInfinity).Min())) < 1e-9);
        });
    }

    [Fact]
    public void Margin_LongerWordingOfTheSameAnswer_IsNoRival()
    {
        var groups = Aggregator.Aggregate(
            [Readings.Of(1, "check after 10 minutes", 2, ("10 minutes", 4)), Readings.Of(2, "check again within 10 minutes", 2, ("within 10 minutes", 4))], Plain);

        Assert.All(groups, g => Assert.Equal(AggregatorOptions.LargestMargin, g.Margin));
    }

    [Fact]
    public void Aggregate_OneDocumentThatRepeatsItself_DoesNotOutvoteTwo()
    {
        var options = Plain with { VotesPerSource = 1 };
        ReadPassage[] read =
        [
            .. Enumerable.Range(1, 5).Select(rank => Readings.InDocument("loud", rank, "give 900 mg", 1, ("900 mg", 3))),
            Readings.Of(6, "give 500 mg", 1, ("500 mg", 3)),
            Readings.Of(7, "give 500 mg", 1, ("500 mg", 3)),
        ];

        Assert.Equal("500 mg", Aggregator.Aggregate(read, options)[0].Spans[0].Text);
        Assert.Equal("900 mg", Aggregator.Aggregate(read, Plain with { VotesPerSource = 5 })[0].Spans[0].Text);
    }

    [Fact]
    public void IsStable_AnswerInTwoDocuments_IsTrueAndInOneFalse()
    {
        var scale = new ConfidenceScale(null);
        ReadPassage[] two = [Readings.Of(1, "give 500 mg", 2, ("500 mg", 4)), Readings.Of(2, "take 500 mg", 2, ("500 mg", 4)), Readings.Of(3, "or 250 mg", 0, ("250 mg", 1))];

        Assert.True(Aggregator.IsStable(two, Aggregator.Aggregate(two, scale.Aggregation), scale));
        Assert.False(Aggregator.IsStable(two[1..], Aggregator.Aggregate(two[1..], scale.Aggregation), scale));
        Assert.False(Aggregator.IsStable([], [], scale));
    }

    [Fact]
    public void IsStable_AnyReadings_EqualsLeavingOutEveryDocumentInTurn()
    {
        var scale = new ConfidenceScale(null);
        var span = Gen.Select(Gen.Int[0, 2].Select(i => Words[i]), Gen.Float[0, 6]);
        Gen.Select(Gen.Int[0, 3], Gen.Float[-1, 4], span).Array[1, 7].Sample(passages =>
        {
            var read = passages.Select((p, i) => Readings.InDocument($"d{p.Item1}", i + 1, "alpha beta gamma", p.Item2, p.Item3)).ToArray();
            var groups = Aggregator.Aggregate(read, scale.Aggregation);
            var first = groups[0].Spans[0].Text;
            var expected = read.Select(r => r.Passage.DocumentId).Distinct().All(document =>
            {
                var rest = Aggregator.Aggregate([.. read.Where(r => r.Passage.DocumentId != document)], scale.Aggregation);
                return rest.Count > 0 && rest[0].Spans[0].Text == first && (scale.IsAnswer(rest[0]) || !scale.IsAnswer(groups[0]));
            });
            return !scale.IsAnswer(groups[0]) || Aggregator.IsStable(read, groups, scale) == expected;
        });
    }

    [Fact]
    public void Decided_AnyReadings_StopsAtTheFirstPairOfPassagesWithEnoughEvidence()
    {
        var passage = Gen.Select(Gen.Float[-5, 8], Gen.Float[-8, 8]);
        Gen.Select(passage.Array[0, 12], Gen.Double[-5, 20]).Sample((passages, decidedAt) =>
        {
            var options = new AggregatorOptions { DenseWeight = 0, VotesPerSource = 100, DecidedAt = decidedAt };
            var read = passages.Select((p, i) => Readings.Of(i + 1, "alpha beta", p.Item1, ("alpha", p.Item2))).ToArray();

            // Every passage gives the same answer: its weight is the sum of e^(relevance + score) / rank^1.5.
            double Evidence(int count) => Math.Log(read.Take(count).Sum(r => Math.Exp(r.Reading.Relevance + r.Reading.Spans[0].Score) / Math.Pow(r.Passage.Rank, 1.5)))
                + (1.5 * Math.Log(count + 1));
            var expected = Enumerable.Range(1, read.Length).Where(count => count % 2 == 0 && count < read.Length && Evidence(count) > decidedAt).FirstOrDefault(read.Length);

            return PassageReader.Decided(read, options).Count == expected
                && PassageReader.Decided(read, options with { DecidedAt = null }).Count == read.Length;
        });
    }

    [Fact]
    public void Aggregate_OfNothing_IsEmpty() => Assert.Empty(Aggregator.Aggregate([], Plain));

    [Fact]
    public void Aggregate_SpanThatNormalisesToNothing_IsNoAnswer()
        => Assert.Empty(Aggregator.Aggregate([Readings.Of(1, "the end.", 1, (".", 2))], Plain));
}
