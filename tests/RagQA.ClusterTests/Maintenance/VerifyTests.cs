using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using RagQA.Tests.Processes;

namespace RagQA.ClusterTests.Maintenance;

/// <summary>Verification, backup and restore as an operator types them.</summary>
public sealed class VerifyTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ragqa-verify-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_root.FullName, "data");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task Verify_DerivedDataDamaged_RepairsItAndIsCleanAfterwards()
    {
        await IngestAsync(8);
        var sound = await VerifyAsync(expectedExit: 0);
        Assert.Equal((8, 8, 4, 0), (sound.GetProperty("documents").GetInt32(), sound.GetProperty("passages").GetInt32(), sound.GetProperty("partitions").GetInt32(), Findings(sound).Length));

        // A flipped bit in one index file of each partition, each of its files once; a vector with one flipped bit, a missing one, one too many, and wrong counts.
        var partitions = Directory.GetFiles(Path.Combine(Data, "index"), "manifest.json", SearchOption.AllDirectories).Select(Path.GetDirectoryName).Order().ToArray();
        Assert.Equal(4, partitions.Length);
        foreach (var (name, partition) in Directory.GetFiles(partitions[0]!).Select(Path.GetFileName).Order().Zip(partitions))
        {
            var file = Path.Combine(partition!, name!);
            var bytes = await File.ReadAllBytesAsync(file, Ct);
            bytes[bytes.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(file, bytes, Ct);
        }

        Change("embeddings.db", "UPDATE embeddings SET vector = CAST(x'00' || substr(vector, 2) AS BLOB) WHERE rowid = 1");
        Change("embeddings.db", "DELETE FROM embeddings WHERE rowid = 2");
        Change("embeddings.db", "INSERT INTO embeddings (encoder, encoded_hash, vector) SELECT encoder, randomblob(32), vector FROM embeddings WHERE rowid = 3");
        Change("documents.db", "UPDATE collections SET passages = 3");

        var repaired = await VerifyAsync(expectedExit: 0);
        Assert.Equal(partitions.Length, Findings(repaired).Count(f => f.GetProperty("part").GetString() == "index"));
        Assert.All(Findings(repaired), f => Assert.True(f.GetProperty("repaired").GetBoolean()));
        Assert.Equal(["embeddings", "index", "store"], Findings(repaired).Select(f => f.GetProperty("part").GetString()).Distinct().Order());
        Assert.Empty(Findings(await VerifyAsync(expectedExit: 0)));
    }

    [Fact]
    public async Task Verify_TextDamaged_ExitsWithOneAndNamesTheDocument()
    {
        await IngestAsync(3);
        Change("documents.db", "UPDATE texts SET content = CAST(replace(CAST(content AS TEXT), 'twice', 'never') AS BLOB) WHERE CAST(content AS TEXT) LIKE '%Room 1 %'");
        var finding = Assert.Single(Findings(await VerifyAsync(expectedExit: 1)), f => !f.GetProperty("repaired").GetBoolean());
        Assert.Equal(("store", "01.txt"), (finding.GetProperty("part").GetString(), finding.GetProperty("document").GetString()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Backup_OfARunningServer_RestoresToADirectoryThatAnswers(bool embeddings)
    {
        await IngestAsync(5);
        var (backup, restored) = (Path.Combine(_root.FullName, "backup"), Path.Combine(_root.FullName, "restored"));
        await using (await RagQAProcess.UpAsync(Data, "--no-sample"))
        {
            var made = await RagQAProcess.RunAsync(["backup", backup, "--data", Data, .. embeddings ? (string[])[] : ["--no-embeddings"]]);
            Assert.True(made.ExitCode == 0, made.Errors);
        }

        Assert.Equal(embeddings, File.Exists(Path.Combine(backup, "embeddings.db")));
        var refused = await RagQAProcess.RunAsync("restore", backup, "--data", Data);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("is not empty", refused.Errors, StringComparison.Ordinal);

        Assert.Equal(0, (await RagQAProcess.RunAsync("restore", backup, "--data", restored)).ExitCode);
        var verify = await RagQAProcess.RunAsync("verify", "--json", "--data", restored);
        Assert.True(verify.ExitCode == 0, verify.Output);
        Assert.Equal(5, JsonDocument.Parse(verify.Output).RootElement.GetProperty("documents").GetInt32());
        var ask = await RagQAProcess.RunAsync("search", "Who reports to desk 1003?", "--collection", "rooms", "--data", restored);
        Assert.Contains("Rule 3", ask.Output, StringComparison.Ordinal);
    }

    private static JsonElement[] Findings(JsonElement report) => [.. report.GetProperty("findings").EnumerateArray()];

    private async Task<JsonElement> VerifyAsync(int expectedExit)
    {
        var (exit, output, errors) = await RagQAProcess.RunAsync("verify", "--json", "--data", Data);
        Assert.True(exit == expectedExit, output + errors);
        return JsonDocument.Parse(output).RootElement;
    }

    private async Task IngestAsync(int documents)
    {
        var files = Directory.CreateDirectory(Path.Combine(_root.FullName, "files"));
        for (var i = 0; i < documents; i++)
        {
            await File.WriteAllTextAsync(
                Path.Combine(files.FullName, $"{i:00}.txt"),
                string.Create(CultureInfo.InvariantCulture, $"Rule {i}\n\nRoom {i} is cleaned twice a day. The porter of room {i} reports to desk {i + 1000}."),
                Ct);
        }

        var ingest = await RagQAProcess.RunAsync("ingest", files.FullName, "--collection", "rooms", "--data", Data);
        Assert.True(ingest.ExitCode == 0, ingest.Errors);
    }

    private void Change(string name, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, name)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
