using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using RagQA.Storage;
using RagQA.Tests.Inference;
using RagQA.Tests.Processes;

namespace RagQA.ClusterTests.Generations;

/// <summary>Kills the real program while it builds a generation.</summary>
public sealed class KilledUpgradeTests : IDisposable
{
    private const int Rooms = 1200;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("ragqa-upgrade-");
    private readonly SecondEncoder _second = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _data.Delete(recursive: true);
        _second.Dispose();
    }

    [Fact]
    public async Task Kill_WhileAGenerationIsEncoded_GoesOnByItselfAndCanBeSwitchedTo()
    {
        var configuration = Path.Combine(_data.FullName, "ragqa.json");
        await File.WriteAllTextAsync(
            configuration,
            JsonSerializer.Serialize(new { RagQA = new { DataDirectory = _data.FullName, _second.ModelsDirectory, Host = "127.0.0.1", Port = 0 } }),
            Ct);
        var text = string.Join("\n\n", Enumerable.Range(0, Rooms).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"Room {i} is cleaned {i + 2} times a day. The porter of room {i} reports to desk {i + 1000}, and visitors of room {i} leave before supper.")));

        // 1 Killed while passages are encoded.
        await using (var server = await RagQAProcess.ServeAsync(configuration))
        {
            using var http = new HttpClient { BaseAddress = server.Address };
            await http.PutAsJsonAsync("/v1/collections/rooms", new { kind = "reference", partitions = 2 }, Ct);
            (await http.PutAsJsonAsync("/v1/collections/rooms/documents/rooms?wait=true", new { title = "Rooms", text }, Ct)).EnsureSuccessStatusCode();
            (await http.PostAsJsonAsync("/v1/collections/rooms/generations", new { encoder = SecondEncoder.Name, partitions = 3 }, Ct)).EnsureSuccessStatusCode();
            await UntilAsync(http, g => g.TryGetProperty("progress", out var p) && p.ValueKind == JsonValueKind.Object && p.GetProperty("encoded").GetInt64() > 0);
            await server.KillAsync();
        }

        long encoded;
        await using (var embeddings = await SqliteEmbeddingStore.OpenAsync(new EmbeddingStoreOptions { Directory = _data.FullName }, Ct))
        {
            (encoded, var all) = (await embeddings.CountAsync(_second.Hash, Ct), await embeddings.CountAsync(_second.FirstHash, Ct));
            TestContext.Current.TestOutputHelper?.WriteLine($"{encoded} of {all} passages encoded at the kill");
            Assert.InRange(encoded, 1, all - 1);
        }

        // 2 Started again: the generation gets ready without a word, and answers when it is switched to.
        await using (var server = await RagQAProcess.ServeAsync(configuration))
        {
            using var http = new HttpClient { BaseAddress = server.Address };
            var ready = await UntilAsync(http, g => g.GetProperty("state").GetString() == "ready");
            Assert.Equal((2, 3), (ready.GetProperty("number").GetInt32(), ready.GetProperty("partitions").GetInt32()));
            (await http.PostAsync(new Uri("/v1/collections/rooms/generations/2/activate", UriKind.Relative), null, Ct)).EnsureSuccessStatusCode();
            var reply = await http.PostAsJsonAsync("/v1/collections/rooms/answers", new { question = "To which desk does the porter of room 117 report?", top = 3, deadlineMs = 60_000 }, Ct);
            var answer = await reply.Content.ReadFromJsonAsync<JsonElement>(Ct);
            Assert.Equal(2, answer.GetProperty("generation").GetInt32());
            Assert.EndsWith(_second.Hash, answer.GetProperty("models").GetProperty("encoder").GetString(), StringComparison.Ordinal);
            Assert.Equal(3, answer.GetProperty("coverage").GetProperty("answered").GetInt32());
        }
    }

    /// <summary>The second generation once it is as wanted.</summary>
    private static async Task<JsonElement> UntilAsync(HttpClient http, Func<JsonElement, bool> wanted)
    {
        using var late = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var generation = (await http.GetFromJsonAsync<JsonElement>("/v1/collections/rooms/generations", Ct))[1];
            if (wanted(generation))
            {
                return generation;
            }

            await timer.WaitForNextTickAsync(late.Token);
        }
    }
}
