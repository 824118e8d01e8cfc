namespace RagQA.Grains.Cluster;

/// <summary>What this process takes of its machine.</summary>
internal sealed class ProcessLoad(TimeProvider time)
{
    /// <summary>Over less than this a share says nothing.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private long _since = time.GetTimestamp();
    private TimeSpan _used = Environment.CpuUsage.TotalTime;
    private double _share;

    /// <summary>When it started.</summary>
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    /// <summary>Its part of all cores, 0 to 1, since about the last time somebody asked.</summary>
    public double ProcessorShare
    {
        get
        {
            lock (_gate)
            {
                var elapsed = time.GetElapsedTime(_since);
                if (elapsed >= Shortest)
                {
                    var used = Environment.CpuUsage.TotalTime;
                    _share = Math.Clamp((used - _used) / elapsed / Environment.ProcessorCount, 0, 1);
                    (_since, _used) = (time.GetTimestamp(), used);
                }

                return _share;
            }
        }
    }
}
