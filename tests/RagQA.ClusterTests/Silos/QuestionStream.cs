using RagQA.ClusterTests.Cluster;

namespace RagQA.ClusterTests.Silos;

/// <summary>Several askers, each with question after question until it is stopped; one that is not answered, or whose coverage is not true, fails the stream.</summary>
internal sealed class QuestionStream : IDisposable
{
    private const int Askers = 3;

    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _asked = new(0);
    private readonly Task _asking;

    private readonly int[] _answered = new int[Askers];

    public QuestionStream(SilosFixture silos, params int[] through) => _asking = Task.WhenAll(Enumerable.Range(0, Askers).Select(asker => Task.Run(async () =>
    {
        try
        {
            for (var i = asker; !_stop.IsCancellationRequested; i++)
            {
                await silos.AnswerAsync(through[i % through.Length], Wards.Colours[i % Wards.Colours.Length]);
                Interlocked.Increment(ref _answered[asker]);
                _asked.Release();
            }
        }
        catch
        {
            await _stop.CancelAsync();
            throw;
        }
    })));

    /// <summary>Answers that each asker has had so far.</summary>
    public int[] Answered => [.. _answered];

    /// <summary>Waits for as many further answers, or for the failure.</summary>
    public async Task AskedAgainAsync(int count)
    {
        while (_asked.Wait(0))
        {
        }

        for (var i = 0; i < count; i++)
        {
            var next = _asked.WaitAsync();
            await await Task.WhenAny(next, _asking).WaitAsync(TimeSpan.FromMinutes(2));
        }
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _asking;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _asked.Dispose();
    }
}
