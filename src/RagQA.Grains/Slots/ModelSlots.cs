using System.Collections.Concurrent;
using RagQA.Grains.Cluster;
using RagQA.Grains.Failover;
using RagQA.Grains.Placement;

namespace RagQA.Grains.Slots;

/// <summary>
/// Chooses the silo whose models do a piece of work: among silos that run them on a device of their own if there are any, else among
/// all, the less busy of two (power of two choices, Mitzenmacher 2001), by what this silo has in flight to them. One of the two is this
/// silo where it is among them; it wins a tie, and a question that it works on alone stays here: read ahead on every silo, more would be
/// read than is needed. A silo that failed or hung is left out for a while and the work tried on another.
/// </summary>
internal sealed class ModelSlots(ClusterView view, HedgedCalls hedged, TimeProvider time)
{
    /// <summary>How long a silo is left out after a failure.</summary>
    public static readonly TimeSpan Skip = TimeSpan.FromSeconds(5);

    /// <summary>Calls in flight for questions below which this silo needs no help.</summary>
    private static readonly int _alone = 2 * Environment.ProcessorCount;

    private static readonly TimeSpan _leastPatience = TimeSpan.FromMilliseconds(100);

    /// <summary>How long another silo's models may take while they have not worked often enough to know.</summary>
    private static readonly TimeSpan _firstPatience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(SlotKind Kind, string Silo), ReplicaReplies> _replies = new();
    private volatile IReadOnlyDictionary<string, SiloReport> _reports = new Dictionary<string, SiloReport>();

    /// <summary>Takes over what the planner last heard of the silos.</summary>
    public void Update(IReadOnlyList<SiloReport> reports) => _reports = reports.ToDictionary(r => r.Silo, StringComparer.Ordinal);

    /// <summary>Does a piece of work on the silo that suits best; where that fails, or takes far longer than it mostly does, on another.</summary>
    /// <param name="kind">What for.</param>
    /// <param name="call">The work, for the key of a silo.</param>
    /// <param name="cancellationToken">Ends the wait, also for a silo that hangs.</param>
    public Task<T> CallAsync<T>(SlotKind kind, Func<string, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var first = Choose(kind, except: null);
        var second = Choose(kind, except: first);
        string[] silos = first == second ? [first] : [first, second];
        return hedged.AskInTurnAsync(
            Array.ConvertAll(silos, silo => Replies(kind, silo)),
            (i, ct) => call(silos[i], ct),
            replies => Patience(kind, replies),
            cancellationToken);
    }

    /// <summary>This silo does not hang for itself, and passages of a new document can wait: what failed is then tried elsewhere, what is slow is not.</summary>
    private TimeSpan Patience(SlotKind kind, ReplicaReplies replies)
    {
        if (kind == SlotKind.Ingestion || replies == Replies(kind, view.Local.Key))
        {
            return Timeout.InfiniteTimeSpan;
        }

        // Twice, since work done on two silos is taken from other questions.
        return replies.SlowReply() is { } slow ? Max(2 * slow, _leastPatience) : _firstPatience;
    }

    private string Choose(SlotKind kind, string? except)
    {
        var silos = Candidates(kind, except);
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

    private string[] Candidates(SlotKind kind, string? except)
    {
        var reports = _reports;
        var silos = view.Active.Select(m => m.Key).Where(s => s != except && !(reports.TryGetValue(s, out var r) && (r.IsDraining || !r.IsAnswering))).ToArray();
        var sound = silos.Where(s => !Replies(kind, s).IsSkipped(time, Skip, lost: 1)).ToArray();
        silos = sound.Length > 0 ? sound : silos;
        var accelerated = silos.Where(s => reports.TryGetValue(s, out var r) && SiloLabels.HasDevice(r)).ToArray();
        return accelerated.Length > 0 ? accelerated : silos;
    }

    private int InFlight(SlotKind kind, string silo) => Replies(kind, silo).InFlight;

    private ReplicaReplies Replies(SlotKind kind, string silo) => _replies.GetOrAdd((kind, silo), static _ => new ReplicaReplies());

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
