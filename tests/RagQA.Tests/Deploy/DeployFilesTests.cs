using System.Text.Json;
using System.Text.RegularExpressions;
using RagQA.Cli.Commands;
using RagQA.Server;
using RagQA.Server.Hosting;

namespace RagQA.Tests.Deploy;

/// <summary>What is shipped for operators is read as the program would read it.</summary>
public sealed partial class DeployFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Options_AsShipped_AreAccepted()
    {
        var options = ServerOptionsFile.Read(RepositoryRoot.Combine("deploy", "ragqa.json"), "models");
        Assert.Equal(("/var/lib/ragqa", "silo-1"), (options.DataDirectory, options.Cluster!.SiloName));
    }

    [Fact]
    public void Unit_AsShipped_RunsACommandThatThereIsAndWaitsForTheDrain()
    {
        var lines = File.ReadAllLines(RepositoryRoot.Combine("deploy", "systemd", "ragqa.service"));
        var start = Assert.Single(lines, l => l.StartsWith("ExecStart=", StringComparison.Ordinal))["ExecStart=".Length..].Split(' ');
        Assert.Equal(["/usr/bin/dotnet", "/opt/ragqa/ragqa.dll", "serve"], start[..3]);
        Assert.Empty(ServeCommand.Create().Parse(start[3..]).Errors);
        Assert.Equal(["--config", "/etc/ragqa/ragqa.json"], start[^2..]);
        Assert.All(lines, l => Assert.True(l.Length == 0 || l[0] is '#' or '[' || l.Contains('=', StringComparison.Ordinal), l));

        // The host gives itself 30 seconds.
        Assert.True(int.Parse(Assert.Single(lines, l => l.StartsWith("TimeoutStopSec=", StringComparison.Ordinal))["TimeoutStopSec=".Length..]) > 30);
    }

    [Fact]
    public void Compose_EverySilo_HasOptionsThatThereAreAndPortsOfItsOwn()
    {
        var lines = File.ReadAllLines(RepositoryRoot.Combine("deploy", "compose.yaml"));
        var shared = lines.Where(l => l.StartsWith("  RagQA__", StringComparison.Ordinal)).Select(l => l.Trim().Split(": ", 2)).Select(parts => Option(parts[0], parts[1])).ToArray();
        ServerOptions[] silos = [.. lines.Where(l => l.Contains("*options", StringComparison.Ordinal)).Select(l =>
        {
            // The image has the shipped file; the environment goes over it.
            var own = OwnOption().Matches(l).Select(m => Option(m.Groups[1].Value, m.Groups[2].Value));
            File.WriteAllText(_folder.File("silo.json"), JsonSerializer.Serialize(new Dictionary<string, string>([.. shared, .. own, new("RagQA:DataDirectory", "/data")])));
            return ServerOptionsFile.Read(_folder.File("silo.json"), "models");
        })];
        Assert.Equal(["silo-1", "silo-2", "silo-3", "silo-gpu"], silos.Select(s => s.Cluster!.SiloName));
        Assert.Equal(12, silos.SelectMany(s => new[] { s.Port, s.Cluster!.SiloPort, s.Cluster.GatewayPort }).Distinct().Count());
    }

    [Fact]
    public void Dockerfiles_WithAndWithoutDevice_DifferInTheBaseAndTheBuildPropertyOnly()
    {
        var (cpu, gpu) = (Dockerfile("Dockerfile"), Dockerfile("Dockerfile.gpu"));
        Assert.Equal(cpu.TakeWhile(l => !IsPublish(l)), gpu.TakeWhile(l => !IsPublish(l)));
        Assert.Equal(cpu.Single(IsPublish), gpu.Single(IsPublish).Replace(" -p:RagQAGpu=true", "", StringComparison.Ordinal));
        Assert.Equal(cpu.SkipWhile(l => !l.StartsWith("COPY --from=build", StringComparison.Ordinal)), gpu.SkipWhile(l => !l.StartsWith("COPY --from=build", StringComparison.Ordinal)));
        var stages = gpu.Where(l => l.StartsWith("FROM ", StringComparison.Ordinal) && l.Contains(" AS ", StringComparison.Ordinal)).Select(l => l[(l.LastIndexOf(' ') + 1)..]);
        Assert.Equal(stages.Order(), gpu.Where(l => l.StartsWith("COPY --from=", StringComparison.Ordinal)).Select(l => l["COPY --from=".Length..l.IndexOf(' ', "COPY ".Length)]).Order());
        Assert.Contains("'$(RagQAGpu)' == 'true'", File.ReadAllText(RepositoryRoot.Combine("src", "RagQA.Inference", "RagQA.Inference.csproj")), StringComparison.Ordinal);

        static string[] Dockerfile(string name) => [.. File.ReadAllLines(RepositoryRoot.Combine("deploy", name)).Where(l => !l.StartsWith('#'))];
        static bool IsPublish(string line) => line.Contains("dotnet publish", StringComparison.Ordinal);
    }

    private static KeyValuePair<string, string> Option(string name, string value) => new(name.Replace("__", ":", StringComparison.Ordinal), value.Trim('"'));

    [GeneratedRegex(@", (RagQA__\w+): ([^,}\s]+)")]
    private static partial Regex OwnOption();
}
