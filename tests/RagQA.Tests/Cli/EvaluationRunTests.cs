using RagQA.Cli.Evaluation;

namespace RagQA.Tests.Cli;

public sealed class EvaluationRunTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ragqa-run-");

    private string File => Path.Combine(_folder.FullName, "run.jsonl");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Load_OfASavedRun_IsEqual()
    {
        var run = Runs.Of("x", Runs.Question("a", 100), Runs.Question("b", 12.5, answerable: false));
        run.Save(File);

        var loaded = EvaluationRun.Load(File);

        Assert.Equal(run.Header, loaded.Header);
        Assert.Equal(run.Results.Select(r => r.Id), loaded.Results.Select(r => r.Id));
        Assert.Equal(run.Results.Select(r => r.Decision), loaded.Results.Select(r => r.Decision));
        Assert.Equal(run.Results[0].Scores, loaded.Results[0].Scores);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("no json")]
    public void Load_OfAnotherFile_SaysSo(string content)
    {
        System.IO.File.WriteAllText(File, content);
        Assert.Equal(FailureKind.Unsupported, Assert.Throws<RagQAException>(() => EvaluationRun.Load(File)).Kind);
    }

    [Fact]
    public void Name_OfAnotherCommand_Differs() => Assert.NotEqual(Runs.Of("x").Name, Runs.Of("y").Name);
}
