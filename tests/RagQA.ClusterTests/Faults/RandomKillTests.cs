namespace RagQA.ClusterTests.Faults;

/// <summary><c>kill -9</c> of the real program at random moments (<see cref="CrashHistory"/>).</summary>
public sealed class RandomKillTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("ragqa-kills-data-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public Task Kill_AFewTimes_LosesNothingAcknowledged() => RunAsync(kills: 5, seed: 1);

    [Fact, Trait("Suite", "Long")]
    public Task Kill_AHundredTimes_LosesNothingAcknowledged() => RunAsync(kills: 100, seed: 2);

    private async Task RunAsync(int kills, int seed)
    {
        using var history = new CrashHistory(_data.FullName, server => server.KillAsync());
        await history.RunAsync(kills, seed);
    }
}
