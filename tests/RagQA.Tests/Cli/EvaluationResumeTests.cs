using RagQA.Cli.Commands;
using RagQA.Cli.Evaluation;

namespace RagQA.Tests.Cli;

/// <summary>Whole evaluations of tiny data sets with the shipped models, through the command line.</summary>
public sealed class EvaluationResumeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ragqa-resume-");
    private readonly string? _cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");

    public EvaluationResumeTests() => Environment.SetEnvironmentVariable("XDG_CACHE_HOME", Path.Combine(_folder.FullName, "cache"));

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", _cache);
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Open_AfterAnInterruptedRun_GoesOnFromItsCache()
    {
        var set = Write("set.json", """
            {"data": [{"title": "Doses", "paragraphs": [
              {"context": "In anaphylaxis an adult is given 500 micrograms of adrenaline into the thigh.",
               "qas": [{"id": "q1", "question": "How much adrenaline is given in anaphylaxis?", "answers": [{"text": "500 micrograms", "answer_start": 33}]}]},
              {"context": "A child with croup is given one dose of dexamethasone by mouth.",
               "qas": [{"id": "q2", "question": "What is a child with croup given?", "answers": [{"text": "one dose of dexamethasone", "answer_start": 28}, {"text": "dexamethasone", "answer_start": 40}]},
                       {"id": "q3", "question": "When was the hospital built?", "is_impossible": true, "answers": []}]}]}]}
            """);

        // The first run ends after one question, as if it had been stopped there.
        var first = await EvaluateAsync("open", set, "--limit", "1");
        var all = await EvaluateAsync("open", set);
        var again = await EvaluateAsync("open", set);

        Assert.Equal(first.Results[0].Timings, all.Results[0].Timings);
        Assert.Equal(all.Results.Select(r => r.Timings), again.Results.Select(r => r.Timings));
        Assert.Equal(["q1", "q2", "q3"], all.Results.Select(r => r.Id));
        Assert.All(all.Results.Take(2), r => Assert.Equal(1, r.Scores["hit@1"]));
        Assert.All(all.Results.Take(2), r => Assert.True(r.Scores["f1"] > 50));
        Assert.DoesNotContain("f1", all.Results[2].Scores.Keys);
    }

    [Fact]
    public async Task Retrieval_InTwoModes_CanBeCompared()
    {
        Write("beir/corpus.jsonl", """
            {"_id": "d1", "title": "Anaphylaxis", "text": "Adrenaline is given into the thigh."}
            {"_id": "d2", "title": "Croup", "text": "Dexamethasone by mouth helps children."}
            {"_id": "d3", "title": "", "text": "The hospital was built of brick."}
            """);
        Write("beir/queries.jsonl", """
            {"_id": "q1", "text": "adrenaline for anaphylaxis"}
            {"_id": "q2", "text": "dexamethasone for croup"}
            """);
        Write("beir/qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td2\t2\n");
        var folder = Path.Combine(_folder.FullName, "beir");

        var lexical = await EvaluateAsync("retrieval", folder, "--mode", "lexical");
        var hybrid = await EvaluateAsync("retrieval", folder);

        Assert.All(lexical.Results.Concat(hybrid.Results), r => Assert.Equal(1, r.Scores["ndcg@10"]));
        Assert.Equal(0, await RagQACommandLine.RunAsync(["eval", "compare", lexical.Name, hybrid.Name]));
    }

    private async Task<EvaluationRun> EvaluateAsync(string kind, string dataset, params string[] more)
    {
        var file = Path.Combine(_folder.FullName, "run.jsonl");
        Assert.Equal(0, await RagQACommandLine.RunAsync(["eval", kind, "--dataset", dataset, "--out", file, .. more]));
        return EvaluationRun.Load(file);
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }
}
