using System.Collections.Concurrent;
using RagQA.Grains.Cluster;
using RagQA.Grains.Failover;
using RagQA.Grains.Placement;

namespace RagQA.Grains.Slots;

/// <summary>
/// Chooses the silo whose models do a piece of work: among silos that run them on a device of their own if there are any, else among
/// all, the less busy of two (power of two choices, Mitzenmacher 2001), by what this silo has in flight to them. One of the two is this
/// silo where it is among them; it wins a tie, and a question that it works on alone stays here: read ahead on every silo, more would be
/// read than is needed. A silo that failed is left out for a while and the work tried once more.
/// </summary>
internal sealed class ModelSlots(ClusterView view, TimeProvider time)
{
    /// <summary>How long a silo is left out after a failure.</summary>
    public static readonly TimeSpan Skip = TimeSpan.FromSeconds(5);

    /// <summary>Calls in flight for questions below which this silo needs no help.</summary>
    private static readonly int _alone = 2 * Environment.ProcessorCount;

    private readonly ConcurrentDictionary<(SlotKind Kind, string Silo), int> _inFlight = new();
    private readonly ConcurrentDictionary<string, long> _failedAt = new(StringComparer.Ordinal);
    private volatile IReadOnlyDictionary<string, SiloReport> _reports = new Dictionary<string, SiloReport>();

    /// <summary>Takes over what the planner last heard of the silos.</summary>
    public void Update(IReadOnlyList<SiloReport> reports) => _reports = reports.ToDictionary(r => r.Silo, StringComparer.Ordinal);

    /// <summary>Does a piece of work on the silo that suits best; after a failure that another silo may not have, on another.</summary>
    /// <param name="kind">What for.</param>
    /// <param name="call">The work, for the key of a silo.</param>
    /// <param name="cancellationToken">Ends the wait, also for a silo that hangs.</param>
    public async Task<T> CallAsync<T>(SlotKind kind, Func<string, Task<T>> call, CancellationToken cancellationToken)
    {
        var first = Choose(kind, except: null);
        try
        {
            return await CountedAsync(kind, first, call, cancellationToken);
        }
        catch (Exception e) when (RetryableFailure.Is(e, cancellationToken))
        {
            _failedAt[first] = time.GetTimestamp();
            return await CountedAsync(kind, Choose(kind, except: first), call, cancellationToken);
        }
    }

    private async Task<T> CountedAsync<T>(SlotKind kind, string silo, Func<string, Task<T>> call, CancellationToken cancellationToken)
    {
        _inFlight.AddOrUpdate((kind, silo), 1, static (_, count) => count + 1);
        try
        {
            return await call(silo).WaitAsync(cancellationToken);
        }
        finally
        {
            _inFlight.AddOrUpdate((kind, silo), 0, static (_, count) => count - 1);
        }
    }

    private string Choose(SlotKind kind, string? except)
    {
        var silos = Candidates(except);
        if (silos.Length == 0)
        {
            // Nobody is left: the failure of the one there is says more than that.
            return except ?? view.Local.Key;
        }

        var local = Array.IndexOf(silos, view.Local.Key);
        if (local >= 0 && kind != SlotKind.Ingestion && InFlight(kind, silos[local]) < _alone)
        {
            return silos[local];
        }

        var (first, second) = (local >= 0 ? local : Random.Shared.Next(silos.Length), Random.Shared.Next(silos.Length));
        return InFlight(kind, silos[second]) < InFlight(kind, silos[first]) ? silos[second] : silos[first];
    }

    private string[] Candidates(string? except)
    {
        var reports = _reports;
        var silos = view.Active.Select(m => m.Key).Where(s => s != except && !(reports.TryGetValue(s, out var r) && (r.IsDraining || !r.IsAnswering))).ToArray();
        var sound = silos.Where(s => !_failedAt.TryGetValue(s, out var at) || time.GetElapsedTime(at) > Skip).ToArray();
        silos = sound.Length > 0 ? sound : silos;
        var accelerated = silos.Where(s => reports.TryGetValue(s, out var r) && SiloLabels.HasDevice(r)).ToArray();
        return accelerated.Length > 0 ? accelerated : silos;
    }

    private int InFlight(SlotKind kind, string silo) => _inFlight.GetValueOrDefault((kind, silo));
}
