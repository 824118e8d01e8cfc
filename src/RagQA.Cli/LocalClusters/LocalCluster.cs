using System.Globalization;
using System.Text.Json;
using RagQA.Server.Hosting;
using RagQA.Storage;

namespace RagQA.Cli.LocalClusters;

/// <summary>
/// A whole cluster on this machine, each part a process of its own: PostgreSQL and Redis first, then the silos, which run
/// <c>ragqa serve</c> as they would on several machines. It ends in the opposite order.
/// </summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    private static readonly TimeSpan SiloPatience = TimeSpan.FromSeconds(45);

    private readonly string _directory;
    private readonly DataDirectoryLock _lock;
    private readonly LocalPostgres _postgres;
    private readonly LocalRedis _redis;
    private readonly List<(ClusterSilo Silo, ChildProgram Program)> _silos = [];

    private LocalCluster(string directory, DataDirectoryLock held, LocalPostgres postgres, LocalRedis redis)
        => (_directory, _lock, _postgres, _redis) = (directory, held, postgres, redis);

    public IEnumerable<ClusterSilo> Silos => _silos.Select(s => s.Silo);

    /// <summary>Starts everything and returns when every silo is ready.</summary>
    /// <param name="directory">Where it keeps its data and finds it again.</param>
    /// <param name="silos">How many silos.</param>
    /// <param name="port">HTTP port of the first silo, the others follow; 0 takes free ones.</param>
    /// <param name="durable">False only for tests: PostgreSQL does not flush.</param>
    /// <param name="cancellationToken">Stops the start and what was started.</param>
    /// <exception cref="RagQAException">A cluster runs there already (conflict), or something could not be started; its log says why.</exception>
    public static async Task<LocalCluster> StartAsync(string directory, int silos, int port, bool durable, CancellationToken cancellationToken)
    {
        var held = DataDirectoryLock.Acquire(directory);
        LocalPostgres? postgres = null;
        LocalRedis? redis = null;
        LocalCluster? cluster = null;
        try
        {
            if (ClusterState.Find(held.Directory) is not null)
            {
                throw new RagQAException(FailureKind.Conflict, $"'ragqa cluster up' was killed and what it started in {held.Directory} may still run. End it with 'ragqa cluster stop --data {held.Directory}', then start again.");
            }

            var ports = FreePorts.Take(2 + (3 * silos));
            postgres = await LocalPostgres.StartAsync(Path.Combine(held.Directory, "postgres"), ports[0], durable, cancellationToken);

            // Who was a member of a cluster that has ended is no use to the next one.
            var members = Path.Combine(held.Directory, "redis");
            if (Directory.Exists(members))
            {
                Directory.Delete(members, recursive: true);
            }

            redis = await LocalRedis.StartAsync(members, ports[1], cancellationToken);
            cluster = new LocalCluster(held.Directory, held, postgres, redis);
            for (var i = 0; i < silos; i++)
            {
                await cluster.AddSiloAsync(i + 1, port == 0 ? ports[2 + (3 * i)] : port + i, ports[3 + (3 * i)], ports[4 + (3 * i)], cancellationToken);
            }

            new ClusterState(ClusterState.CurrentBoot, Environment.ProcessId, postgres.Process, postgres.Port, redis.Process, [.. cluster.Silos]).Write(held.Directory);
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
            foreach (var (silo, program) in cluster._silos)
            {
                await program.WaitUntilAsync(() => IsReadyAsync(http, silo, cancellationToken), cancellationToken);
            }

            return cluster;
        }
        catch
        {
            if (cluster is not null)
            {
                await cluster.DisposeAsync();
            }
            else
            {
                if (redis is not null)
                {
                    await redis.DisposeAsync();
                }

                if (postgres is not null)
                {
                    await postgres.DisposeAsync();
                }

                held.Dispose();
            }

            throw;
        }
    }

    /// <summary>Whether a silo says that it can answer.</summary>
    public static async Task<bool> IsReadyAsync(HttpClient http, ClusterSilo silo, CancellationToken cancellationToken)
    {
        try
        {
            using var reply = await http.GetAsync(new Uri(new Uri(silo.Address), "health/ready"), cancellationToken);
            return reply.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>Tells of every silo that ends while the cluster runs.</summary>
    public IAsyncEnumerable<Task<string>> Endings(CancellationToken cancellationToken) => Task.WhenEach(_silos.Select(async silo =>
    {
        await silo.Program.WaitForExitAsync(cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{silo.Silo.Name} has ended with exit code {silo.Program.ExitCode}; {silo.Program.Log} is its log.");
    }));

    /// <summary>Ends the silos, which drain, then Redis, then PostgreSQL.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_silos.Select(silo => silo.Program.StopAsync(Signals.Terminate, SiloPatience)));
        _silos.ForEach(silo => silo.Program.Dispose());
        await _redis.DisposeAsync();
        await _postgres.DisposeAsync();
        ClusterState.Forget(_directory);
        _lock.Dispose();
    }

    private async Task AddSiloAsync(int number, int port, int siloPort, int gatewayPort, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"silo-{number}");
        var data = Path.Combine(_directory, name);
        var file = Path.Combine(_directory, $"{name}.json");
        var options = new
        {
            RagQA = new
            {
                DataDirectory = data,
                ModelsDirectory = Locations.Models,
                Port = port,
                Postgres = new { _postgres.ConnectionString },
                Cluster = new
                {
                    Redis = _redis.ConnectionString,
                    SiloName = name,
                    AdvertisedAddress = "127.0.0.1",
                    SiloPort = siloPort,
                    GatewayPort = gatewayPort,

                    // No load balancer is in front.
                    DrainNotice = TimeSpan.Zero,
                },
            },
        };
        var stream = UnixFiles.CreatePrivate(file, FileMode.Create);
        await using (stream)
        {
            await JsonSerializer.SerializeAsync(stream, options, JsonSerializerOptions.Default, cancellationToken);
        }

        var program = ChildProgram.Start(name, Path.Combine(_directory, $"{name}.log"), [.. RagQAProgram.Command, "serve", "--config", file]);
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/");
        _silos.Add((new ClusterSilo(name, program.Id, address, gatewayPort, data), program));
    }
}
