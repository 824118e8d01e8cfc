namespace RagQA.Grains.Hosting;

/// <summary>
/// A grain that does one piece of work at a time which may take hours. How far it has come stands in the store: a grain that goes
/// only stops it, and whoever starts the next silo goes on with it.
/// </summary>
internal abstract class LongWorkGrain : Grain, IDisposable
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromMinutes(5);

    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private IDisposable? _beat;

    /// <summary>Whether work is being done.</summary>
    protected bool IsRunning => !_running.IsCompleted;

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public void Dispose()
    {
        _beat?.Dispose();
        _stop.Dispose();
    }

    /// <summary>Begins work, while none is being done.</summary>
    /// <param name="work">Ends without an exception; its token is cancelled by <see cref="StopWorkAsync"/> and when the grain goes.</param>
    protected void RunWork(Func<CancellationToken, Task> work)
    {
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        _running = work(_stop.Token);

        // It may take hours without a call: the grain must not be collected as idle.
        DelayDeactivation(KeepAlive);
        _beat ??= this.RegisterGrainTimer(
            static (grain, _) =>
            {
                if (grain.IsRunning)
                {
                    grain.DelayDeactivation(KeepAlive);
                }

                return Task.CompletedTask;
            },
            this,
            new GrainTimerCreationOptions(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)) { Interleave = true });
    }

    /// <summary>Cancels the work and waits for its end.</summary>
    protected async Task StopWorkAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }
}
