using System.Runtime.CompilerServices;
using CsCheck;
using RagQA.Client;

namespace RagQA.Tests.Client;

public sealed class EventStreamTests
{
    private const int Events = 20;

    [Fact]
    public Task Read_OverAnyLosses_GivesEveryEventOnceInOrder() => Gen.Int[1, 6].Array[0, 8].SampleAsync(async losses =>
    {
        var server = new Server(losses);

        var read = await server.ReadAsync();

        Assert.Equal(Enumerable.Range(0, Events), read);
    });

    [Fact]
    public async Task Read_WhenNothingComesThreeTimes_GivesUp()
    {
        var server = new Server([0, 0, 0]);

        var failure = await Assert.ThrowsAsync<RagQAException>(server.ReadAsync);

        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        Assert.Equal(3, server.Opened.Count);
    }

    [Fact]
    public async Task Read_AfterALoss_GoesOnBehindTheLastEvent()
    {
        var server = new Server([5, 3]);

        await server.ReadAsync();

        Assert.Equal([0, 5, 8], server.Opened);
    }

    [Fact]
    public async Task Read_OfAnUnknownAnswer_FailsAtOnce()
    {
        var opened = 0;
        async IAsyncEnumerable<AnswerEvent> Open(int from)
        {
            opened++;
            await Task.CompletedTask;
            throw new RagQAException(FailureKind.NotFound, "There is none.");
#pragma warning disable CS0162 // An iterator needs a yield.
            yield break;
#pragma warning restore CS0162
        }

        var failure = await Assert.ThrowsAsync<RagQAException>(() => EventStream.Read(Open, 0, TestContext.Current.CancellationToken).ToArrayAsync(TestContext.Current.CancellationToken).AsTask());

        Assert.Equal((FailureKind.NotFound, 1), (failure.Kind, opened));
    }

    /// <summary>Gives numbered events and breaks off after as many as each number says.</summary>
    private sealed class Server(int[] losses)
    {
        public List<int> Opened { get; } = [];

        public async Task<int[]> ReadAsync()
        {
            // Two losses in a row without an event between them are borne, a third is not.
            var read = new List<int>();
            await foreach (var answerEvent in EventStream.Read(from => Open(from, TestContext.Current.CancellationToken), 0, TestContext.Current.CancellationToken))
            {
                read.Add(answerEvent.Sequence);
            }

            return [.. read];
        }

        private async IAsyncEnumerable<AnswerEvent> Open(int from, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var most = Opened.Count < losses.Length ? losses[Opened.Count] : int.MaxValue;
            Opened.Add(from);
            for (var next = from; next < Events; next++)
            {
                if (most-- == 0)
                {
                    throw new TimeoutException("The silo is gone.");
                }

                cancellationToken.ThrowIfCancellationRequested();
                yield return await Task.FromResult(new AnswerEvent { Sequence = next, Kind = AnswerEventKind.Progress });
            }
        }
    }
}
