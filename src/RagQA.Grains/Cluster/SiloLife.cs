using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagQA.Grains.Answering;
using RagQA.Grains.Failover;
using RagQA.Grains.Partitions;
using RagQA.Grains.Placement;
using RagQA.Grains.Slots;
using RagQA.Inference;

namespace RagQA.Grains.Cluster;

/// <summary>
/// What a silo does besides answering, from the moment in which it is a member of the cluster until just before it leaves: it keeps
/// the planner up and, to stop, hands over its partitions while it still is a member.
/// </summary>
internal sealed class SiloLife(
    IGrainFactory grains,
    ClusterView view,
    SiloState state,
    IndexHost indexes,
    ModelSlots slots,
    QuestionAdmission admission,
    ModelDevices devices,
    MembershipReader membership,
    IOptions<ReplicationOptions> options,
    TimeProvider time,
    ILogger<SiloLife> logger) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private Task _membership = Task.CompletedTask;

    // After the stage in which the silo becomes active, so it stops before the silo does.
    public void Participate(ISiloLifecycle lifecycle)
        => lifecycle.Subscribe(nameof(SiloLife), ServiceLifecycleStage.Active + 1, StartAsync, StopAsync);

    public void Dispose() => _stop.Dispose();

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await devices.CheckAsync(cancellationToken);
        _running = Task.Run(() => RunAsync(_stop.Token), CancellationToken.None);
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        state.Close();
        using var late = new CancellationTokenSource(options.Value.DrainTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        await Task.WhenAll(HandOverAsync(both.Token), FinishQuestionsAsync(both.Token));
        await _stop.CancelAsync();

        // A grain or a device that hangs does not keep the silo from leaving.
        await _running.WaitAsync(both.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task HandOverAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (view.Active.Length > 1 && indexes.Attached > 0)
            {
                var planner = grains.GetGrain<IPlannerGrain>(0);
                await planner.Settle(cancellationToken).WaitAsync(cancellationToken);
                if (!(await planner.Ping(cancellationToken).WaitAsync(cancellationToken)).Any(s => s is { IsAnswering: true, IsDraining: false }))
                {
                    // The whole cluster stops.
                    return;
                }

                if (indexes.Attached > 0)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancellationToken);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or RagQAException || RetryableFailure.Is(e, CancellationToken.None))
        {
            logger.LogWarning("{Partitions} partitions were not handed over; they come up elsewhere.", indexes.Attached);
        }
    }

    private async Task CheckDeviceAsync(CancellationToken stop)
    {
        var before = devices.Current;
        await devices.CheckAsync(stop);
        if (devices.Current != before)
        {
            logger.LogWarning("Models run on {Device} now, before on {Before}. {Reason}", devices.Current, before, devices.Failure ?? "It passes its test again.");
        }
    }

    private async Task FinishQuestionsAsync(CancellationToken cancellationToken)
    {
        while (admission.Running + admission.Waiting > 0 && !cancellationToken.IsCancellationRequested)
        {
            await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken));
        }
    }

    private async Task RunAsync(CancellationToken stop)
    {
        await using var changes = view.Changes.GetAsyncEnumerator(stop);
        var change = changes.MoveNextAsync().AsTask();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await CheckDeviceAsync(stop);
                _membership = _membership.IsCompleted ? membership.ReadAsync(stop) : _membership;
                slots.Update(await grains.GetGrain<IPlannerGrain>(0).Ping(stop).WaitAsync(stop));
                await indexes.SweepAsync();
                await Task.WhenAny(change, Task.Delay(Interval, time, stop));
                if (change.IsCompletedSuccessfully)
                {
                    if (!await change)
                    {
                        // Nothing more is told to a silo that has left.
                        break;
                    }

                    change = changes.MoveNextAsync().AsTask();
                }
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                // Whatever it was, the silo goes on looking after itself.
                logger.LogWarning(RetryableFailure.Is(e, stop) ? null : e, "The planner does not answer: {Reason}", e.Message);
                await Task.WhenAny(Task.Delay(Interval, time, stop));
            }
        }

        await Task.WhenAny(change);
    }
}
