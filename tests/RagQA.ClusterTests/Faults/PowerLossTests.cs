namespace RagQA.ClusterTests.Faults;

/// <summary>The disk under the real program goes at random moments, and what was not flushed with it (<see cref="CrashHistory"/>).</summary>
public sealed class PowerLossTests
{
    [Fact]
    public Task PowerLoss_AFewTimes_LosesNothingAcknowledged() => RunAsync(cuts: 3, seed: 3);

    [Fact, Trait("Suite", "Long")]
    public Task PowerLoss_ThirtyTimes_LosesNothingAcknowledged() => RunAsync(cuts: 30, seed: 4);

    private static async Task RunAsync(int cuts, int seed)
    {
        await using var disk = await LoopDisk.MountAsync();
        using var history = new CrashHistory(Path.Combine(disk.Directory, "data"), async server =>
        {
            // A machine without power replies nothing. The program must not go on either while ext4 is being shut down: for some
            // milliseconds fsync returns success for what it has not written.
            await server.FreezeAsync();
            disk.Cut();
            await server.KillAsync();
            await disk.MountAgainAsync();
        });
        await history.RunAsync(cuts, seed);
    }
}
