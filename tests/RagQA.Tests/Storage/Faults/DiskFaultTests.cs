using System.Runtime.CompilerServices;

namespace RagQA.Tests.Storage.Faults;

/// <summary>
/// Every write and every flush of a history of changes fails once, in turn; the disk fills up at every point and is emptied again;
/// the power goes at every point. Each time, what was acknowledged is there and nothing is half there. The short forms try a few
/// points spread over the history (neighbouring writes are mostly pages of one commit), <c>ragqa test all</c> tries each. A long
/// run that was broken off goes on from the operation that the environment variable RAGQA_FAULTS_FROM names.
/// </summary>
public sealed class DiskFaultTests
{
    private const int FewPoints = 40;
    private const int FullFor = 40;

    [Fact]
    public Task Write_WithoutSpaceOnce_KeepsWhatWasAcknowledged() => AtPointsAsync(FewPoints, point => DiskFaults.Fail(point, point, DiskFaults.NoSpace));

    [Fact]
    public Task Write_BrokenOnce_KeepsWhatWasAcknowledged() => AtPointsAsync(FewPoints, point => DiskFaults.Fail(point, point, DiskFaults.InputOutput));

    [Fact]
    public Task Write_DiskFullForAWhile_KeepsWhatWasAcknowledgedAndGoesOn() => AtPointsAsync(FewPoints, point => DiskFaults.Fail(point, point + FullFor, DiskFaults.NoSpace));

    [Fact]
    public Task PowerCut_AtAnyPoint_KeepsWhatWasAcknowledged() => AtPointsAsync(FewPoints, DiskFaults.Cut, isCut: true);

    [Fact, Trait("Suite", "Long")]
    public Task Write_EachWithoutSpaceOnce_KeepsWhatWasAcknowledged() => AtPointsAsync(int.MaxValue, point => DiskFaults.Fail(point, point, DiskFaults.NoSpace));

    [Fact, Trait("Suite", "Long")]
    public Task Write_EachBrokenOnce_KeepsWhatWasAcknowledged() => AtPointsAsync(int.MaxValue, point => DiskFaults.Fail(point, point, DiskFaults.InputOutput));

    [Fact, Trait("Suite", "Long")]
    public Task PowerCut_AtEachPoint_KeepsWhatWasAcknowledged() => AtPointsAsync(int.MaxValue, DiskFaults.Cut, isCut: true);

    private static async Task AtPointsAsync(int points, Action<nint> arm, bool isCut = false, [CallerMemberName] string method = "")
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

        // 1 How many operations there are.
        DiskFaults.Resolve();
        nint all = (await RunAsync(point: 0, _ => { }, isCut: false)).Operations;
        Assert.InRange(all, 50, 100_000);

        // 2 Some of them, or each. An odd step does not always meet the same half of a pair of operations.
        int failures = 0;
        nint step = (all / points) | 1;
        nint first = nint.TryParse(Environment.GetEnvironmentVariable("RAGQA_FAULTS_FROM"), out nint from) ? Math.Clamp(from, 1, all) : 1;
        for (nint point = first; point <= all; point += step)
        {
            failures += (await RunAsync(point, arm, isCut)).Failures;
        }

        // Faults that nobody sees would prove nothing.
        Assert.Equal(isCut, failures == 0);
    }

    private static async Task<(nint Operations, int Failures)> RunAsync(nint point, Action<nint> arm, bool isCut)
    {
        using TemporaryFolder folder = new();
        string data = folder.File("data");
        string durable = folder.File("durable");
        Directory.CreateDirectory(durable);
        FaultedHistory history = new(data);
        nint operations = 0;
        try
        {
            DiskFaults.Start(data, isCut ? durable : "");
            try
            {
                arm(point);
                await history.RunAsync(() => DiskFaults.IsCut() != 0);
            }
            finally
            {
                DiskFaults.Stop();
                operations = DiskFaults.Operations();
            }

            await history.CheckAsync(isCut ? durable : data);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"After a fault at operation {point} of {operations}, {history.Failures} steps having failed: {e.Message}", e);
        }

        return (operations, history.Failures);
    }
}
