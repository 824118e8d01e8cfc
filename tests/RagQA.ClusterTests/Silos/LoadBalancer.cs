namespace RagQA.ClusterTests.Silos;

/// <summary>Looks every 100 ms which silos are ready and chooses one of them in turn, as a load balancer does that tries nothing twice.</summary>
internal sealed class LoadBalancer : IAsyncDisposable
{
    private readonly SilosFixture _silos;
    private readonly PeriodicTimer _interval = new(TimeSpan.FromMilliseconds(100));
    private readonly Task _looking;
    private volatile int[] _ready;

    private LoadBalancer(SilosFixture silos, int[] ready)
    {
        (_silos, _ready) = (silos, ready);
        _looking = Task.Run(LookAsync);
    }

    public static async Task<LoadBalancer> StartAsync(SilosFixture silos) => new(silos, await ReadyAsync(silos));

    /// <summary>The silos that were ready when it last looked.</summary>
    public int[] Ready => _ready;

    /// <summary>The silo for a question.</summary>
    public int Choose(int question) => _ready is { Length: > 0 } ready ? ready[question % ready.Length] : throw new InvalidOperationException("No silo is ready.");

    public async ValueTask DisposeAsync()
    {
        _interval.Dispose();
        await _looking;
    }

    private async Task LookAsync()
    {
        while (await _interval.WaitForNextTickAsync())
        {
            _ready = await ReadyAsync(_silos);
        }
    }

    private static async Task<int[]> ReadyAsync(SilosFixture silos)
    {
        var ready = await Task.WhenAll(Enumerable.Range(0, silos.State.Silos.Length).Select(silos.IsReadyAsync));
        return [.. Enumerable.Range(0, ready.Length).Where(silo => ready[silo])];
    }
}
