using RagQA.ClusterTests.Cluster;

namespace RagQA.ClusterTests.Silos;

/// <summary>Several askers, each with question after question until it is stopped; one that is not answered, or whose coverage is not true, fails the stream.</summary>
internal sealed class QuestionStream : IDisposable
{
    /// <summary>Answers after which what is started at first use has been, and replies have been slow and fast as they usually are.</summary>
    public const int Usual = 60;

    private const int Askers = 3;

    /// <summary>One more than an asker comes to who waits for a silo that does not reply: the answer that was on its way.</summary>
    private const int WithoutWaiting = 2;

    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _asked = new(0);
    private readonly Task _asking;

    private readonly int[] _answered = new int[Askers];

    /// <summary>Asks these silos in turn.</summary>
    public QuestionStream(SilosFixture silos, params int[] through)
        : this(silos, question => through[question % through.Length])
    {
    }

    /// <summary>Asks the silo that is chosen for each question.</summary>
    public QuestionStream(SilosFixture silos, Func<int, int> choose) => _asking = Task.WhenAll(Enumerable.Range(0, Askers).Select(asker => Task.Run(async () =>
    {
        try
        {
            for (var i = asker; !_stop.IsCancellationRequested; i++)
            {
                await silos.AnswerAsync(choose(i), Wards.Colours[i % Wards.Colours.Length]);
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

    /// <summary>Fails when an asker has had so few answers since a silo stopped replying that it must have waited for it.</summary>
    /// <param name="answered">What <see cref="Answered"/> was then.</param>
    public void AssertNobodyWaitedSince(int[] answered)
    {
        var since = Answered.Zip(answered, (now, then) => now - then).ToArray();
        Assert.True(since.All(a => a >= WithoutWaiting), $"Answers of each asker: {string.Join(", ", since)}");
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
