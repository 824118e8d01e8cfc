using RagQA.Server;
using RagQA.Server.Hosting;

namespace RagQA.Tests.Server;

/// <summary>Options of a silo of a cluster.</summary>
public sealed class ServerOptionsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_WholeFile_GivesItsOptions()
    {
        var options = Read("""
            { "RagQA": { "DataDirectory": "/var/lib/ragqa", "Port": 8081, "Roles": ["silo", "api"], "Telemetry": { "OtlpEndpoint": "http://10.0.0.9:4318" },
                "Postgres": { "ConnectionString": "Host=db;Database=ragqa", "Timeout": "00:00:07" },
                "Cluster": { "Redis": "redis:6379,password=p", "SiloName": "a", "AdvertisedAddress": "10.0.0.5", "Labels": { "gpu": "true" }, "DistributedDirectory": false } } }
            """);
        Assert.Equal(("/var/lib/ragqa", "models", 8081), (options.DataDirectory, options.ModelsDirectory, options.Port));
        Assert.Equal(["silo", "api"], options.Roles);
        Assert.Equal(("Host=db;Database=ragqa", TimeSpan.FromSeconds(7), 10), (options.Postgres!.ConnectionString, options.Postgres.Timeout, options.Postgres.Readers));
        Assert.Equal(("a", "10.0.0.5", 11111, false), (options.Cluster!.SiloName, options.Cluster.AdvertisedAddress, options.Cluster.SiloPort, options.Cluster.DistributedDirectory));
        Assert.Equal("true", options.Cluster.Labels["gpu"]);
        Assert.Equal("http://10.0.0.9:4318", options.Telemetry.OtlpEndpoint);
    }

    [Fact]
    public void Read_ManyMistakes_NamesThemAllWithPathAndNoSecret()
    {
        var refusal = Assert.Throws<RagQAException>(() => Read("""
            { "RagQA": { "Port": 99999, "Prot": 1, "History": "perhaps", "Host": "0.0.0.0", "Roles": ["web", "cook"], "Telemetry": { "OtlpEndpoint": "collector:4318" },
                "Cluster": { "Redis": "secret", "AdvertisedAddress": "example", "SiloPort": 5, "GatewayPort": 5 } } }
            """));
        foreach (var path in (string[])["RagQA:DataDirectory", "RagQA:Port", "RagQA:Prot", "RagQA:History", "RagQA:Host", "'cook'", "add 'silo'", "add 'api'", "RagQA:Postgres", "RagQA:Telemetry:OtlpEndpoint", "RagQA:Cluster:AdvertisedAddress", "RagQA:Cluster:GatewayPort"])
        {
            Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData(null)]
    public void Read_NoSuchFileOrNoJson_SaysWhich(string? content)
    {
        if (content is not null)
        {
            File.WriteAllText(_folder.File("ragqa.json"), content);
        }

        Assert.Contains("ragqa.json cannot be used", Assert.Throws<RagQAException>(() => ServerOptionsFile.Read(_folder.File("ragqa.json"), "models")).Message, StringComparison.Ordinal);
    }

    private ServerOptions Read(string json)
    {
        File.WriteAllText(_folder.File("ragqa.json"), json);
        return ServerOptionsFile.Read(_folder.File("ragqa.json"), "models");
    }
}
