using System.Net;
using Npgsql;
using StackExchange.Redis;

namespace RagQA.Server.Options;

/// <summary>What options have to do with each other.</summary>
internal static class ServerOptionsRules
{
    public const string Silo = "silo";
    public const string Api = "api";
    public const string Web = "web";

    /// <summary>Mistakes, each with its path and what to do.</summary>
    public static IEnumerable<string> Mistakes(ServerOptions options)
    {
        foreach (var role in options.Roles.Except([Silo, Api, Web]))
        {
            yield return $"RagQA:Roles: '{role}' is no role. There are {Silo}, {Api}, {Web}.";
        }

        if (!options.Roles.Contains(Silo))
        {
            yield return "RagQA:Roles: add 'silo': API and page call their grains in the same process.";
        }

        if (options.Roles.Contains(Web) && !options.Roles.Contains(Api))
        {
            yield return "RagQA:Roles: add 'api' or leave 'web' out: the page's files and downloads come through the API.";
        }

        if (!TryLoopback(options.Host, out _))
        {
            yield return $"RagQA:Host: '{options.Host}' is no loopback address. Until authentication is configured, use 127.0.0.1 with an authenticating reverse proxy in front.";
        }

        if (options.Cluster is not null && options.Postgres is null)
        {
            yield return "RagQA:Postgres: give a ConnectionString: silos of one cluster share one database.";
        }

        if (options.Postgres is { } postgres && !IsConnectionString(postgres.ConnectionString))
        {
            yield return "RagQA:Postgres:ConnectionString cannot be read. It looks like 'Host=db;Database=ragqa;Username=ragqa;Password=…'.";
        }

        if (options.Telemetry.OtlpEndpoint is { } collector && !(Uri.TryCreate(collector, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            yield return "RagQA:Telemetry:OtlpEndpoint: give the address of a collector that takes OTLP over HTTP, such as http://10.0.0.9:4318, or leave it out.";
        }

        if (options.Cluster is { } cluster)
        {
            if (!IPAddress.TryParse(cluster.AdvertisedAddress, out var address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            {
                yield return "RagQA:Cluster:AdvertisedAddress: give this machine's IP address in the network of the silos, such as 10.0.0.5.";
            }

            if (!IsRedis(cluster.Redis))
            {
                yield return "RagQA:Cluster:Redis cannot be read. It looks like 'redis:6379,password=…'.";
            }

            if (cluster.SiloPort != 0 && cluster.SiloPort == cluster.GatewayPort)
            {
                yield return "RagQA:Cluster:GatewayPort: give another port than SiloPort.";
            }
        }
    }

    /// <summary>The loopback address that a host name stands for.</summary>
    public static bool TryLoopback(string host, out IPAddress address)
    {
        address = IPAddress.Loopback;
        return host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out address!) && IPAddress.IsLoopback(address));
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsRedis(string text)
    {
        try
        {
            return ConfigurationOptions.Parse(text).EndPoints.Count > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
