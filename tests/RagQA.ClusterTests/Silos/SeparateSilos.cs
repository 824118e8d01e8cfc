using System.Globalization;
using System.Net;
using System.Text.Json;
using Npgsql;
using RagQA.Cli;
using RagQA.Cli.LocalClusters;
using RagQA.Server.Hosting;
using RagQA.Tests.Processes;

namespace RagQA.ClusterTests.Silos;

/// <summary>The same as <see cref="ReplicatedSilosFixture"/>, each silo in a network of its own; the networks have been made.</summary>
internal sealed class SeparateSilos : SilosFixture
{
    private LocalPostgres? _store;
    private LocalRedis? _members;
    private Forwarder[] _forwarders = [];
    private int[] _ports = [];

    protected override int Replicas => 2;

    protected override HttpMessageHandler Handler => new SocketsHttpHandler
    {
        ConnectCallback = async (context, _) => await SiloNetworks.ConnectAsync(Array.IndexOf(_ports, context.DnsEndPoint.Port), context.DnsEndPoint.Port),
    };

    /// <summary>Waits until some silos hold every replica of every partition among them.</summary>
    public async Task UntilAllAreHeldAsync(params int[] silos)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        while (true)
        {
            var held = await Task.WhenAll(silos.Select(async silo => Value(await MetricsAsync(silo), "ragqa_partitions", "state=\"ready\"")));
            if (held.Sum() == Partitions * Replicas && held.All(h => h > 0 && h <= Partitions))
            {
                return;
            }

            Assert.False(late.IsCancellationRequested, $"Replicas that are ready: {string.Join(", ", held)}.");
            await Task.Delay(50);
        }
    }

    private protected override async Task<ClusterState> StartAsync()
    {
        _ports = FreePorts.Take(5);
        _store = await LocalPostgres.StartAsync(Path.Combine(Directory, "postgres"), _ports[3], durable: false, CancellationToken.None);
        _members = await LocalRedis.StartAsync(Path.Combine(Directory, "redis"), _ports[4], CancellationToken.None);
        _forwarders = [new Forwarder(SiloNetworks.Stores, _store.Port), new Forwarder(SiloNetworks.Stores, _ports[4])];
        var store = new NpgsqlConnectionStringBuilder(_store.ConnectionString) { Host = $"{SiloNetworks.Stores}", Port = _forwarders[0].EndPoint.Port };
        var members = _members.ConnectionString.Replace($"127.0.0.1:{_ports[4].ToString(CultureInfo.InvariantCulture)}", $"{_forwarders[1].EndPoint}", StringComparison.Ordinal);
        for (var silo = 0; silo < 3; silo++)
        {
            var options = new
            {
                RagQA = new
                {
                    DataDirectory = Path.Combine(Directory, Name(silo)),
                    ModelsDirectory = Locations.Models,
                    Port = _ports[silo],
                    Postgres = new { store.ConnectionString },
                    Cluster = new { Redis = members, SiloName = Name(silo), AdvertisedAddress = SiloNetworks.Address(silo) },
                },
            };
            await File.WriteAllTextAsync(Path.Combine(Directory, $"{Name(silo)}.json"), JsonSerializer.Serialize(options));
        }

        return new ClusterState("", 0, _store.Process, _store.Port, _members.Process, [.. Enumerable.Range(0, 3).Select(silo => new ClusterSilo(
            Name(silo), 0, string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_ports[silo]}/"), 30000, Path.Combine(Directory, Name(silo))))]);
    }

    private protected override async Task<int> EndAsync()
    {
        foreach (var forwarder in _forwarders)
        {
            await forwarder.DisposeAsync();
        }

        if (_members is not null)
        {
            await _members.DisposeAsync();
        }

        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        return 0;
    }

    private protected override Task<RagQAProcess> ServeAsync(int silo, string configuration) =>
        RagQAProcess.ServeAsync(configuration, Within(silo));

    /// <summary>Command that runs another one on the machine of a silo, as it were.</summary>
    public static string[] Within(int silo) => ["ip", "netns", "exec", SiloNetworks.Namespace(silo)];

    private static string Name(int silo) => string.Create(CultureInfo.InvariantCulture, $"silo-{silo + 1}");
}
