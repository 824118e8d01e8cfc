using System.Text.Json;
using RagQA.Tests.Processes;

namespace RagQA.ClusterTests.CommandLine;

/// <summary>The command line as a user types it, without a running server.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("ragqa-cli-data-");
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("ragqa-cli-files-");

    public void Dispose()
    {
        _data.Delete(recursive: true);
        _files.Delete(recursive: true);
    }

    [Fact]
    public async Task Ingest_ThenAsk_AnswersFromTheFiles()
    {
        await File.WriteAllTextAsync(Path.Combine(_files.FullName, "keys.md"), "# Keys\n\n## Cupboard\n\nThe spare key of the linen cupboard hangs behind the door of room twelve.\n", TestContext.Current.CancellationToken);

        var ingest = await RunAsync("ingest", _files.FullName, "--collection", "house");
        var ask = await RunAsync("ask", "Where is the spare key of the linen cupboard?", "--collection", "house", "--json");

        Assert.Equal(0, ingest.ExitCode);
        Assert.Equal(0, ask.ExitCode);
        var answer = JsonDocument.Parse(ask.Output).RootElement;
        Assert.Contains("behind the door", answer.GetProperty("answers")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_OfAFileWithMetadata_ShowsAllThatIsKnown()
    {
        const string Metadata = """
            { "rota.txt": { "title": "Rota", "authors": ["A. One", "B. Two"], "source": "Ward library", "url": "https://example.org/rota", "date": "2026-01-20",
              "documentType": "protocol", "studyType": "review", "language": "en", "trustTier": 2, "retracted": true, "supersededBy": "rota-2.txt",
              "accessLabels": ["nurses"], "metadata": { "ward": "seven" } } }
            """;
        await File.WriteAllTextAsync(Path.Combine(_files.FullName, "metadata.json"), Metadata, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_files.FullName, "rota.txt"), "The rota hangs beside the lift.", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync("ingest", _files.FullName, "--collection", "house")).ExitCode);

        var show = await RunAsync("documents", "show", "rota.txt", "--collection", "house");
        var json = await RunAsync("documents", "show", "rota.txt", "--collection", "house", "--json");

        Assert.Equal("The rota hangs beside the lift.", show.Output.Trim());
        string[] known =
        [
            "title: Rota", "authors: A. One; B. Two", "source: Ward library", "url: https://example.org/rota", "date: 2026-01-20", "type: protocol", "study type: review",
            "language: en", "trust tier: 2", "retracted: yes", "superseded by: rota-2.txt", "access labels: nurses", "ward: seven",
        ];
        Assert.Subset(show.Errors.Split('\n', StringSplitOptions.TrimEntries).ToHashSet(), known.ToHashSet());
        var attributes = JsonDocument.Parse(json.Output).RootElement.GetProperty("document").GetProperty("attributes");
        var stated = JsonDocument.Parse(Metadata).RootElement.GetProperty("rota.txt");
        Assert.All(stated.EnumerateObject(), property => Assert.True(JsonElement.DeepEquals(property.Value, attributes.GetProperty(property.Name)), property.Name));
    }

    [Fact]
    public async Task Ask_WithADamagedIndexFile_RebuildsItFromTheStore()
    {
        var ct = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(Path.Combine(_files.FullName, "keys.txt"), "Keys\n\nThe key of the blue cabinet hangs in the night office.", ct);
        Assert.Equal(0, (await RunAsync("ingest", _files.FullName, "--collection", "house")).ExitCode);
        var files = Directory.GetFiles(Path.Combine(_data.FullName, "index"), "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var bytes = await File.ReadAllBytesAsync(file, ct);
            bytes[bytes.Length / 2] ^= 0xff;
            await File.WriteAllBytesAsync(file, bytes, ct);
        }

        var ask = await RunAsync("ask", "Where does the key of the blue cabinet hang?", "--collection", "house");

        Assert.Equal(0, ask.ExitCode);
        Assert.Contains("night office", ask.Output, StringComparison.Ordinal);
        Assert.Contains("rebuilt", ask.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ingest_OfABinaryFileNamedTxt_NamesItAndTakesTheOthers()
    {
        await File.WriteAllBytesAsync(Path.Combine(_files.FullName, "broken.txt"), [0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff, 0xfe], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_files.FullName, "fine.txt"), "Fine\n\nThis file is as it should be.", TestContext.Current.CancellationToken);

        var ingest = await RunAsync("ingest", _files.FullName, "--collection", "mixed", "--json");

        Assert.Equal(1, ingest.ExitCode);
        Assert.Contains("broken.txt", ingest.Errors, StringComparison.Ordinal);
        var status = JsonDocument.Parse(ingest.Output).RootElement;
        Assert.Equal((1, 1), (status.GetProperty("done").GetInt32(), status.GetProperty("failed").GetInt32()));
    }

    [Theory]
    [InlineData("ask", "   ")]
    [InlineData("ask", "What?", "--collection", "nowhere")]
    [InlineData("ingest", "/nowhere/at/all", "--collection", "house")]
    [InlineData("up", "--host", "0.0.0.0")]
    public async Task Command_ThatCannotBeDone_SaysWhyInOneLineAndExitsWithOne(params string[] arguments)
    {
        var result = await RunAsync(arguments);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("ragqa: ", result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("ask", "What?", "--top", "many")]
    [InlineData("ask", "What?", "--deadline", "soon")]
    public async Task Command_ThatIsMistyped_ExitsWithTwo(params string[] arguments)
        => Assert.Equal(2, (await RunAsync(arguments)).ExitCode);

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
        => RagQAProcess.RunAsync(arguments[0] == "frobnicate" ? arguments : [.. arguments, "--data", _data.FullName]);
}
