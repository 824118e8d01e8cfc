using System.Globalization;
using System.Text.Json;
using RagQA.Tests.Processes;

namespace RagQA.ClusterTests.CommandLine;

public sealed class ClientExampleTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("ragqa-example-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Example_AgainstARunningServer_PrintsTheAnswer()
    {
        await using var server = await RagQAProcess.UpAsync(_data.FullName, "--no-sample");
        var file = Path.Combine(_data.FullName, "keys.txt");
        await File.WriteAllTextAsync(file, "Keys\n\nThe key of the blue cabinet hangs in the night office.", Ct);
        var ingest = await RagQAProcess.RunAsync("ingest", file, "--collection", "house", "--data", _data.FullName);
        Assert.True(ingest.ExitCode == 0, ingest.Errors);
        using var found = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_data.FullName, "server.json"), Ct));
        var port = found.RootElement.GetProperty("gatewayPort").GetInt32().ToString(CultureInfo.InvariantCulture);

        var (exitCode, output, errors) = await RagQAProcess.RunExampleAsync("RagQA.Client.Example", port, "house", "Where does the key of the blue cabinet hang?");

        Assert.True(exitCode == 0, errors);
        Assert.Contains("night office", output, StringComparison.Ordinal);
        Assert.Contains("4 of 4 partitions", output, StringComparison.Ordinal);
    }
}
