using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RagQA.Grains.Placement;

namespace RagQA.Grains.Cluster;

/// <summary>
/// How a silo leaves when it is asked to: it says at once that it is not ready for more, goes on answering until load balancers have
/// seen that, and stops then. Without another silo there is nobody to wait for.
/// </summary>
internal sealed class SiloExit(
    SiloState state, ClusterView view, IOptions<ReplicationOptions> options, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private int _isAsked;

    /// <summary>Begins to leave and returns; the process ends in its own time. Asking again changes nothing.</summary>
    public void Begin()
    {
        state.Drain();
        if (Interlocked.Exchange(ref _isAsked, 1) == 0)
        {
            _ = Task.Run(LeaveAsync);
        }
    }

    private async Task LeaveAsync()
    {
        try
        {
            if (view.Active.Length > 1)
            {
                await Task.Delay(options.Value.DrainNotice, time, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            // Whatever becomes of the notice, it stops.
            state.Close();
            lifetime.StopApplication();
        }
    }
}
