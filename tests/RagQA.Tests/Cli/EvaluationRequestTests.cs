using RagQA.Cli.Evaluation;
using RagQA.Corpus;

namespace RagQA.Tests.Cli;

public sealed class EvaluationRequestTests
{
    [Fact]
    public void CommandLine_Defaults_AreLeftOut()
        => Assert.Equal("ragqa eval open --dataset f", new EvaluationRequest { Kind = EvaluationKind.Open, Dataset = "f" }.CommandLine());

    [Fact]
    public void CommandLine_Settings_AreWritten()
        => Assert.Equal(
            "ragqa eval open --dataset f --sample 10 --seed 2 --mode dense --aggregation best-span",
            new EvaluationRequest
            {
                Kind = EvaluationKind.Open, Dataset = "f", Sample = 10, Seed = 2, Mode = RetrievalMode.Dense, Aggregation = AnswerAggregation.BestSpan,
            }.CommandLine());

    [Fact]
    public void Draw_SameSeed_IsEqual()
    {
        int[] all = [.. Enumerable.Range(0, 50)];
        Assert.Equal(EvaluationRequest.Draw(all, 5, 1), EvaluationRequest.Draw(all, 5, 1));
        Assert.NotEqual(EvaluationRequest.Draw(all, 5, 1), EvaluationRequest.Draw(all, 5, 2));
    }

    [Fact]
    public void Part_OfDocuments_KeepsAllJudgedOnes()
    {
        RetrievalDocument[] all = [.. Enumerable.Range(0, 20).Select(i => new RetrievalDocument($"d{i}", "", "t"))];
        RetrievalQuery[] queries = [new("q", "t", new Dictionary<string, int> { ["d3"] = 1, ["d7"] = 0 })];

        var part = RetrievalEvaluation.Part(all, queries, 6, seed: 1);

        Assert.Equal(6, part.Count);
        Assert.Contains(part, d => d.Id == "d3");
        Assert.Contains(part, d => d.Id == "d7");
        Assert.Equal(part.Select(d => d.Id), RetrievalEvaluation.Part(all, queries, 6, seed: 1).Select(d => d.Id));
    }
}
