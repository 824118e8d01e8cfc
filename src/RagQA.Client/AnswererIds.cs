using System.Diagnostics;

namespace RagQA.Client;

/// <summary>
/// Ids of new answers. Orleans' grain directory divides the ring of the grains' hashes among the silos into few ranges, of which one may
/// be most of the ring; while the silo of a range hangs, no new grain of that range gets a place. So after an id had to wait, ids are
/// taken for a while whose hash lies close to that of one that got its place at once.
/// </summary>
/// <param name="hash">Hash of the answer's grain, its place on the ring.</param>
internal sealed class AnswererIds(Func<Guid, uint> hash)
{
    /// <summary>The closest of so many is mostly within a sixtieth of the ring.</summary>
    private const int Candidates = 64;

    private const long Nowhere = -1;

    /// <summary>As long as it may take until a silo that hangs is voted out.</summary>
    private static readonly TimeSpan While = TimeSpan.FromSeconds(10);

    private long _placed = Nowhere;
    private long _waitedAt = Stopwatch.GetTimestamp() - (long)(While.TotalSeconds * Stopwatch.Frequency);

    /// <summary>An id that is likely to get its place at once.</summary>
    public Guid Next()
    {
        var placed = Interlocked.Read(ref _placed);
        return placed == Nowhere || Stopwatch.GetElapsedTime(Interlocked.Read(ref _waitedAt)) >= While
            ? Guid.NewGuid()
            : Enumerable.Range(0, Candidates).Select(_ => Guid.NewGuid()).MinBy(id => Distance(hash(id), (uint)placed));
    }

    /// <summary>An id got its place.</summary>
    public void Placed(Guid id) => Interlocked.Exchange(ref _placed, hash(id));

    /// <summary>An id has to wait; one that lies close to it is no better.</summary>
    public void Waits(Guid id)
    {
        Interlocked.Exchange(ref _waitedAt, Stopwatch.GetTimestamp());
        var placed = Interlocked.Read(ref _placed);
        if (placed != Nowhere && Distance(hash(id), (uint)placed) < uint.MaxValue / Candidates)
        {
            Interlocked.CompareExchange(ref _placed, Nowhere, placed);
        }
    }

    /// <summary>On the ring, which has no ends.</summary>
    private static uint Distance(uint a, uint b) => Math.Min(a - b, b - a);
}
