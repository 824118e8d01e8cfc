using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RagQA.Cli;
using RagQA.Cli.LocalClusters;
using RagQA.ClusterTests.Cluster;
using RagQA.Server.Hosting;
using RagQA.Tests.Processes;

namespace RagQA.ClusterTests.Silos;

/// <summary>Three silos, PostgreSQL and Redis, each a process, as <c>ragqa cluster up</c> starts them; a collection put in through the first silo.</summary>
public class SilosFixture : IAsyncLifetime
{
    public const string Collection = "wards";
    public const int Partitions = 4;

    /// <summary>Far longer than anything takes that ends at all, also on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly DirectoryInfo _directory = System.IO.Directory.CreateTempSubdirectory("ragqa-silos-");
    private readonly ConcurrentQueue<string> _output = [];
    private readonly Dictionary<int, RagQAProcess> _startedAgain = [];
    private HttpClient _http = null!;
    private Process? _up;
    private LocalPostgres? _postgres;
    private LocalRedis? _redis;

    public string Directory => _directory.FullName;

    internal ClusterState State { get; private set; } = null!;

    /// <summary>Copies of every partition.</summary>
    protected virtual int Replicas => 1;

    /// <summary>More in the environment of the silos.</summary>
    protected virtual Dictionary<string, string> Settings => [];

    /// <summary>How the silos' addresses are reached.</summary>
    protected virtual HttpMessageHandler Handler => new SocketsHttpHandler();

    public async ValueTask InitializeAsync()
    {
        _http = new HttpClient(Handler) { Timeout = TimeSpan.FromSeconds(60) };
        State = await StartAsync();
        await StartEndedAsync();
        using var made = await _http.PutAsJsonAsync(Address(0, $"v1/collections/{Collection}"), new { kind = "reference", partitions = Partitions, replicas = Replicas });
        made.EnsureSuccessStatusCode();
        foreach (var document in Wards.All)
        {
            using var reply = await PutAsync(0, document, wait: true);
            reply.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Starts everything; a silo without a process (0) is started afterwards, like one that has ended.</summary>
    private protected virtual async Task<ClusterState> StartAsync()
    {
        _up = RagQAProcess.Start(["cluster", "up", "--silos", "3", "--port", "0", "--data", Directory], new(Settings) { ["RAGQA_TEST_FAULTS"] = "1" });
        _up.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _up.BeginErrorReadLine();
        using var late = new CancellationTokenSource(Patience);
        string? line;
        try
        {
            do
            {
                line = await _up.StandardOutput.ReadLineAsync(late.Token).AsTask().WaitAsync(late.Token);
            }
            while (line?.StartsWith("RagQA is ready at ", StringComparison.Ordinal) == false);
        }
        catch (OperationCanceledException)
        {
            line = null;
        }

        if (line is null)
        {
            var logs = string.Join('\n', _directory.GetFiles("*.log").Select(log => $"{log.Name}: {File.ReadAllText(log.FullName)}"));
            await EndAsync();
            throw new InvalidOperationException($"ragqa cluster up did not get ready: {string.Join('\n', _output)}\n{logs}");
        }

        return ClusterState.Require(Directory);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var silo in _startedAgain.Values)
        {
            await silo.StopAsync();
            await silo.DisposeAsync();
        }

        Assert.Equal(0, await EndAsync());
        GC.SuppressFinalize(this);
        _up?.Dispose();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }

        _directory.Delete(recursive: true);
    }

    /// <summary>Puts a document in through a silo.</summary>
    public Task<HttpResponseMessage> PutAsync(int silo, DocumentInput document, bool wait = false) => _http.PutAsJsonAsync(
        Address(silo, $"v1/collections/{Collection}/documents/{document.Id}?wait={(wait ? "true" : "false")}"),
        new { title = document.Attributes.Title, source = document.Attributes.Source, text = document.Text });

    /// <summary>Whether a silo knows a document.</summary>
    public async Task<bool> HasAsync(int silo, string id)
    {
        using var reply = await _http.GetAsync(Address(silo, $"v1/collections/{Collection}/documents/{id}"));
        return reply.IsSuccessStatusCode;
    }

    /// <summary>Whether a silo says that it is ready; false when it does not answer.</summary>
    public Task<bool> IsReadyAsync(int silo) => LocalCluster.IsReadyAsync(_http, State.Silos[silo], CancellationToken.None);

    /// <summary>Asks a silo about a ward.</summary>
    public Task<HttpResponseMessage> AskAsync(int silo, string colour) =>
        _http.PostAsJsonAsync(Address(silo, $"v1/collections/{Collection}/answers"), new { question = Wards.Question(colour), deadlineMs = 20_000 });

    /// <summary>An answer that has to come; its coverage has to be true, and whole where each partition has a second replica.</summary>
    public async Task<JsonNode> AnswerAsync(int silo, string colour)
    {
        using var reply = await AskAsync(silo, colour);
        var answer = JsonNode.Parse(await reply.Content.ReadAsStringAsync())!;
        Assert.True(reply.StatusCode == HttpStatusCode.OK, $"{reply.StatusCode}: {answer}");
        var (partitions, answered) = Coverage(answer);
        Assert.Equal(Partitions, partitions);
        Assert.Equal(partitions - answered, answer["coverage"]!["missing"]!.AsArray().Count);
        Assert.True(Replicas == 1 || answered == partitions, $"A replica of every partition was there: {answer["coverage"]}");
        if (answered < partitions)
        {
            Assert.Equal("degraded", (string)answer["status"]!);
        }

        return answer;
    }

    /// <summary>Asks until every partition is searched, each as it was at a revision or later.</summary>
    public async Task<JsonNode> WholeAnswerAsync(int silo, string colour, long revision = 0)
    {
        using var late = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await AnswerAsync(silo, colour);
            if (Coverage(answer) is var (partitions, answered) && answered == partitions && (long)answer["revision"]! >= revision)
            {
                return answer;
            }

            Assert.False(late.IsCancellationRequested, $"Not every partition is searched again: {answer["coverage"]}, revision {answer["revision"]}");
        }
    }

    /// <summary>Whether an answer quotes the document of a ward.</summary>
    public static bool Quotes(JsonNode answer, string colour) =>
        answer["answers"]!.AsArray().Any(a => a!["citations"]!.AsArray().Any(c => (string)c!["documentId"]! == $"{colour}-ward"));

    /// <summary>The lines of a silo's <c>/metrics</c>.</summary>
    public async Task<string[]> MetricsAsync(int silo) =>
        (await _http.GetStringAsync(Address(silo, "metrics"))).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A value among them, of the series with a name and a label.</summary>
    public static double Value(string[] metrics, string name, string label = "") => double.Parse(
        Assert.Single(metrics, l => l.StartsWith($"{name}{{", StringComparison.Ordinal) && l.Contains(label, StringComparison.Ordinal)).Split(' ')[^1],
        System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Asks a silo for its figures until this is true of them.</summary>
    public async Task MetricsUntilAsync(int silo, Func<string[], bool> isReached)
    {
        using var late = new CancellationTokenSource(Patience);
        while (!isReached(await MetricsAsync(silo)))
        {
            Assert.False(late.IsCancellationRequested, $"Silo {silo} tells something else.");
            await Task.Delay(50);
        }
    }

    /// <summary>Ends PostgreSQL.</summary>
    public async Task StopPostgresAsync()
    {
        var server = Signals.Find(_postgres?.Process ?? State.Postgres)!;
        await Signals.EndAsync(server, Signals.Interrupt, TimeSpan.FromSeconds(30));
    }

    /// <summary>Starts it again at the same place.</summary>
    public async Task StartPostgresAsync() =>
        _postgres = await LocalPostgres.StartAsync(Path.Combine(Directory, "postgres"), State.PostgresPort, durable: false, CancellationToken.None);

    /// <summary>The process of Redis.</summary>
    public int RedisProcess => _redis?.Process ?? State.Redis;

    /// <summary>Kills Redis.</summary>
    public async Task KillRedisAsync()
    {
        using var server = Signals.Find(RedisProcess)!;
        server.Kill();
        await server.WaitForExitAsync();
    }

    /// <summary>Starts it again with the file that it left.</summary>
    public async Task StartRedisAsync() => _redis = await LocalRedis.StartAgainAsync(Path.Combine(Directory, "redis"), RedisConnection, CancellationToken.None);

    /// <summary>The process of a silo.</summary>
    public int Process(int silo) => _startedAgain.TryGetValue(silo, out var again) ? again.Id : State.Silos[silo].Process;

    /// <summary>Sends a silo a signal that ends it, and waits for the end.</summary>
    public async Task EndSiloAsync(int silo, int signal)
    {
        using var process = Signals.Find(Process(silo))!;
        Assert.Equal(0, Signals.Send(process.Id, signal));
        await EndedAsync(silo);
    }

    /// <summary>Waits until the process of a silo is no more.</summary>
    public async Task EndedAsync(int silo)
    {
        using var late = new CancellationTokenSource(Patience);
        if (Signals.Find(Process(silo)) is { } process)
        {
            await process.WaitForExitAsync(late.Token);
        }

        if (_startedAgain.Remove(silo, out var again))
        {
            await again.DisposeAsync();
        }
    }

    /// <summary>Starts a silo that has ended once more, as a supervisor would, and waits until it is ready.</summary>
    public async Task StartSiloAsync(int silo) => _startedAgain[silo] = await ServeAsync(silo, Path.Combine(Directory, $"{State.Silos[silo].Name}.json"));

    /// <summary>Starts the program of a silo.</summary>
    private protected virtual Task<RagQAProcess> ServeAsync(int silo, string configuration) => RagQAProcess.ServeAsync(configuration, Settings);

    /// <summary>Starts the silos that have ended, so that a test which fails leaves the cluster whole.</summary>
    public async Task StartEndedAsync()
    {
        for (var silo = 0; silo < State.Silos.Length; silo++)
        {
            if (Process(silo) == 0 || Signals.Find(Process(silo)) is null)
            {
                await StartSiloAsync(silo);
            }
        }
    }

    /// <summary>Starts a silo that has ended; one that a test has left as it should not be, frozen for example, is ended first.</summary>
    public async Task ReplaceSiloAsync(int silo)
    {
        if (Signals.Find(Process(silo)) is { } process)
        {
            process.Kill();
            await EndedAsync(silo);
        }

        await StartSiloAsync(silo);
    }

    /// <summary>Waits until the cluster has so many silos.</summary>
    internal Task<ClusterStatus> UntilSilosAsync(int through, int silos) => UntilAsync(through, status => status.Silos.Length == silos);

    /// <summary>Waits until the cluster has so many silos and each partition its replicas where they belong.</summary>
    internal Task<ClusterStatus> UntilWholeAsync(int through, int silos) => UntilAsync(
        through, status => status.Silos.Length == silos && status.Silos.All(s => s.IsAnswering) && status is { UnderReplicated: 0, Moves.Length: 0 });

    private async Task<ClusterStatus> UntilAsync(int through, Func<ClusterStatus, bool> isReached)
    {
        var silo = State.Silos[through];
        await using var session = await RagQASession.ConnectAsync(new RunningServer(Process(through), silo.Address, silo.Gateway), CancellationToken.None);

        // While the silo of the planner is gone, the call fails.
        return await ClusterStatusPolling.UntilAsync(() => session.Client.ClusterStatusAsync(), isReached, Patience);
    }

    /// <summary>Ends what <see cref="StartAsync"/> started; its exit code.</summary>
    private protected virtual async Task<int> EndAsync()
    {
        _ = Signals.Send(_up!.Id, Signals.Terminate);
        using var late = new CancellationTokenSource(Patience);
        await _up.WaitForExitAsync(late.Token);
        return _up.ExitCode;
    }

    private static (int Partitions, int Answered) Coverage(JsonNode answer) => ((int)answer["coverage"]!["partitions"]!, (int)answer["coverage"]!["answered"]!);

    /// <summary>How the silos reach Redis.</summary>
    public string RedisConnection => (string)JsonNode.Parse(File.ReadAllText(Path.Combine(Directory, "silo-1.json")))!["RagQA"]!["Cluster"]!["Redis"]!;

    private Uri Address(int silo, string path) => new(new Uri(State.Silos[silo].Address), path);
}
