using RagQA.ClusterTests.Cluster;

namespace RagQA.ClusterTests.Silos;

/// <summary>Asks question after question until it is stopped; any that is not answered, or whose coverage is not true, fails the stream.</summary>
internal sealed class QuestionStream : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _asked = new(0);
    private readonly Task _asking;

    public QuestionStream(SilosFixture silos, params int[] through) => _asking = Task.Run(async () =>
    {
        for (var i = 0; !_stop.IsCancellationRequested; i++)
        {
            await silos.AnswerAsync(through[i % through.Length], Wards.Colours[i % Wards.Colours.Length]);
            _asked.Release();
        }
    });

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
