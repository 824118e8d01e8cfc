using RagQA.Inference;

namespace RagQA.ClusterTests.Cluster;

/// <summary>A device that runs everything on the CPU, and fails or hangs when it is told to.</summary>
internal sealed class FakeDevice : ExecutionDevice
{
    private volatile bool _fails;
    private volatile TaskCompletionSource? _hanging;
    private int _runs;

    public override string Name => "fake";

    /// <summary>Runs of models so far.</summary>
    public int Runs => Volatile.Read(ref _runs);

    public void Fail() => _fails = true;

    /// <summary>Runs do not end until it recovers.</summary>
    public void Hang() => _hanging = new TaskCompletionSource();

    public void Recover()
    {
        _fails = false;
        Interlocked.Exchange(ref _hanging, null)?.SetResult();
    }

    protected override void BeforeRun()
    {
        Interlocked.Increment(ref _runs);
        _hanging?.Task.Wait();
        if (_fails)
        {
            throw new DeviceException("The device was told to fail.");
        }
    }
}
