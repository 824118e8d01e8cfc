using System.Net;
using RagQA.ClusterTests.Cluster;

namespace RagQA.ClusterTests.Silos;

/// <summary>Puts document after document in, through one silo after the other, and remembers which were acknowledged; a reply that is neither that nor 503 with Retry-After fails the stream.</summary>
internal sealed class DocumentStream : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _acknowledgements = new(0);
    private readonly Task<string[]> _putting;

    public DocumentStream(SilosFixture silos) => _putting = Task.Run(async () =>
    {
        var acknowledged = new List<string>();
        for (var i = 0; !_stop.IsCancellationRequested; i++)
        {
            var document = Wards.Document($"stream-{i}", i);
            using var reply = await silos.PutAsync(i % 3, document);
            if (reply.StatusCode == HttpStatusCode.OK)
            {
                acknowledged.Add(document.Id);
                _acknowledgements.Release();
            }
            else
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
                Assert.NotNull(reply.Headers.RetryAfter);
            }

            await Task.WhenAny(Task.Delay(Interval, _stop.Token));
        }

        return acknowledged.ToArray();
    });

    /// <summary>Waits for as many further acknowledgements, or for the failure.</summary>
    public async Task AcknowledgedAgainAsync(int count)
    {
        while (_acknowledgements.Wait(0))
        {
        }

        for (var i = 0; i < count; i++)
        {
            await await Task.WhenAny(_acknowledgements.WaitAsync(), _putting).WaitAsync(TimeSpan.FromMinutes(2));
        }
    }

    /// <summary>Ends the stream; ids of the documents that were acknowledged.</summary>
    public async Task<string[]> StopAsync()
    {
        await _stop.CancelAsync();
        return await _putting;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _acknowledgements.Dispose();
    }
}
