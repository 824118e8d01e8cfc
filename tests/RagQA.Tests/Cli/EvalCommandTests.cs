using RagQA.Cli.Commands;

namespace RagQA.Tests.Cli;

public sealed class EvalCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ragqa-eval-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("reader")]
    [InlineData("open")]
    [InlineData("retrieval")]
    public async Task Run_MissingDataSet_IsExitCodeOne(string kind)
        => Assert.Equal(1, await RagQACommandLine.RunAsync(["eval", kind, "--dataset", Path.Combine(_folder.FullName, "none")]));

    [Theory]
    [InlineData("{\"data\": [")]
    [InlineData("{\"data\": []}")]
    [InlineData("{\"data\": [{\"paragraphs\": [{\"context\": \"c\"}]}]}")]
    public async Task Run_BrokenDataSet_IsExitCodeOne(string content)
    {
        var path = Path.Combine(_folder.FullName, "broken.json");
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);

        Assert.Equal(1, await RagQACommandLine.RunAsync(["eval", "reader", "--dataset", path]));
        Assert.Equal(1, await RagQACommandLine.RunAsync(["eval", "open", "--dataset", path]));
        Assert.Equal(1, await RagQACommandLine.RunAsync(["models", "calibrate", "--dataset", path]));
        Assert.Equal(1, await RagQACommandLine.RunAsync(["eval", "retrieval", "--dataset", _folder.FullName]));
    }

    [Fact]
    public async Task Run_UnknownRun_IsExitCodeOne() => Assert.Equal(1, await RagQACommandLine.RunAsync(["eval", "compare", "none", "nothing"]));

    [Theory]
    [InlineData("eval", "open", "--dataset", "x", "--aggregation", "worst")]
    [InlineData("eval", "reader", "--dataset", "x", "--limit", "0")]
    [InlineData("models", "calibrate", "--dataset", "x", "--target-precision", "90")]
    [InlineData("bench", "ask", "--concurrency", "0")]
    public async Task Run_WrongOption_IsExitCodeTwo(params string[] args) => Assert.Equal(2, await RagQACommandLine.RunAsync(args));
}
