namespace RagQA.Grains.Failover;

/// <summary>How one replica has answered one kind of call lately.</summary>
internal sealed class ReplicaReplies
{
    /// <summary>Replies that are remembered.</summary>
    private const int Remembered = 64;

    /// <summary>Replies before their 95th percentile means anything.</summary>
    private const int Enough = 16;

    private readonly Lock _gate = new();
    private readonly double[] _milliseconds = new double[Remembered];
    private int _count;
    private int _inFlight;
    private int _lostInARow;
    private long _lostAt;

    /// <summary>Calls that have neither ended nor been given up.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    public void Begin() => Interlocked.Increment(ref _inFlight);

    public void End() => Interlocked.Decrement(ref _inFlight);

    public void Answered(TimeSpan after)
    {
        lock (_gate)
        {
            _milliseconds[_count++ % Remembered] = after.TotalMilliseconds;
            _lostInARow = 0;
        }
    }

    /// <summary>It failed, or another replica that was asked later was faster.</summary>
    public void Lost(long now)
    {
        lock (_gate)
        {
            _lostInARow++;
            _lostAt = now;
        }
    }

    /// <summary>Whether it lost so often in a row, the last time not longer ago than <paramref name="skip"/>.</summary>
    public bool IsSkipped(TimeProvider time, TimeSpan skip, int lost)
    {
        lock (_gate)
        {
            return _lostInARow >= lost && time.GetElapsedTime(_lostAt) < skip;
        }
    }

    /// <summary>95th percentile of the time of its replies; null while there are too few.</summary>
    public TimeSpan? SlowReply()
    {
        lock (_gate)
        {
            if (_count < Enough)
            {
                return null;
            }

            var sorted = _milliseconds.AsSpan(0, Math.Min(_count, Remembered)).ToArray();
            Array.Sort(sorted);
            return TimeSpan.FromMilliseconds(sorted[sorted.Length * 95 / 100]);
        }
    }
}
