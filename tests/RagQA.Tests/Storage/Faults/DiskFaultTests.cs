namespace RagQA.Tests.Storage.Faults;

/// <summary>
/// Every write and every flush of a history of changes fails once, in turn; the disk fills up at every point and is emptied again;
/// the power goes at every point. Each time, what was acknowledged is there and nothing is half there.
/// </summary>
public sealed class DiskFaultTests
{
    // Neighbouring writes are mostly pages of one commit; every point is tried by `ragqa test all`.
    private const int Step = 5;

    [Fact]
    public Task History_EachWriteWithoutSpaceOnce_KeepsWhatWasAcknowledged()
        => AtEveryPointAsync(nameof(History_EachWriteWithoutSpaceOnce_KeepsWhatWasAcknowledged), point => DiskFaults.Fail(point, point, DiskFaults.NoSpace), failsAlways: true);

    [Fact]
    public Task History_EachWriteAndFlushBrokenOnce_KeepsWhatWasAcknowledged()
        => AtEveryPointAsync(nameof(History_EachWriteAndFlushBrokenOnce_KeepsWhatWasAcknowledged), point => DiskFaults.Fail(point, point, DiskFaults.InputOutput), failsAlways: true);

    [Fact]
    public Task History_DiskFullForAWhile_KeepsWhatWasAcknowledgedAndGoesOn()
        => AtEveryPointAsync(nameof(History_DiskFullForAWhile_KeepsWhatWasAcknowledgedAndGoesOn), point => DiskFaults.Fail(point, point + 40, DiskFaults.NoSpace), failsAlways: true);

    // Does not come to its end on every machine: see the issue on faults.
    [Fact]
    [Trait("Suite", "Long")]
    public Task History_PowerCut_KeepsWhatWasAcknowledged()
        => AtEveryPointAsync(nameof(History_PowerCut_KeepsWhatWasAcknowledged), point => DiskFaults.Cut(point), failsAlways: false);

    private static async Task AtEveryPointAsync(string method, Action<nint> arm, bool failsAlways)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("The library that lets writes fail is loaded with LD_PRELOAD, which is Linux's.");
        }

        if (!DiskFaults.IsLoaded)
        {
            await DiskFaults.RunAsync($"{typeof(DiskFaultTests).FullName}.{method}", TestContext.Current.CancellationToken);
            return;
        }

        DiskFaults.Resolve();

        // 1 How many operations there are.
        nint all = await RunAsync(_ => { }, 0, failsAlways: false);
        Assert.InRange(all, 50, 100_000);

        // 2 Every few of them, beginning somewhere else for each kind of fault.
        for (nint point = 1; point <= all; point += Step)
        {
            await RunAsync(arm, point, failsAlways);
        }
    }

    private static async Task<nint> RunAsync(Action<nint> arm, nint point, bool failsAlways)
    {
        using TemporaryFolder folder = new();
        string data = folder.File("data");
        string durable = folder.File("durable");
        Directory.CreateDirectory(durable);
        FaultedHistory history = new(data);
        DiskFaults.Start(data, durable);
        try
        {
            arm(point);
            await history.RunAsync(() => DiskFaults.IsCut() != 0);
        }
        finally
        {
            DiskFaults.Stop();
        }

        nint operations = DiskFaults.Operations();
        await history.CheckAsync(failsAlways || point == 0 ? data : durable);
        return operations;
    }
}
