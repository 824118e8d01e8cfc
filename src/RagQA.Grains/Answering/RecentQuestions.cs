namespace RagQA.Grains.Answering;

/// <summary>How a silo has answered in the last minute.</summary>
internal sealed class RecentQuestions(TimeProvider time)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Queue<(long At, double Milliseconds)> _answered = new();

    /// <summary>Questions answered per second, over the last minute.</summary>
    public double PerSecond
    {
        get
        {
            lock (_gate)
            {
                Forget();
                return _answered.Count / Window.TotalSeconds;
            }
        }
    }

    /// <summary>95th percentile of their times in milliseconds; null without any.</summary>
    public double? P95
    {
        get
        {
            lock (_gate)
            {
                Forget();
                if (_answered.Count == 0)
                {
                    return null;
                }

                var sorted = _answered.Select(a => a.Milliseconds).Order().ToArray();
                return sorted[Math.Min(sorted.Length - 1, sorted.Length * 95 / 100)];
            }
        }
    }

    public void Answered(TimeSpan after)
    {
        lock (_gate)
        {
            _answered.Enqueue((time.GetTimestamp(), after.TotalMilliseconds));
            Forget();
        }
    }

    private void Forget()
    {
        while (_answered.TryPeek(out var oldest) && (_answered.Count > Most || time.GetElapsedTime(oldest.At) > Window))
        {
            _answered.Dequeue();
        }
    }
}
