using System.Runtime.CompilerServices;

namespace RagQA.Client;

/// <summary>Reads the numbered events of an answer to their end, over as many enumerations as that takes.</summary>
internal static class EventStream
{
    private const int MaxFaultsInARow = 3;

    /// <param name="open">Opens the events from a number on.</param>
    /// <param name="from">First event wanted.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RagQAException">The cluster did not answer several times in a row, or the answer is not there.</exception>
    public static async IAsyncEnumerable<AnswerEvent> Read(
        Func<int, IAsyncEnumerable<AnswerEvent>> open,
        int from,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = from;
        var faults = 0;
        while (true)
        {
            var lost = false;
            var events = open(next).GetAsyncEnumerator(cancellationToken);
            try
            {
                while (true)
                {
                    try
                    {
                        if (!await events.MoveNextAsync().ConfigureAwait(false))
                        {
                            yield break;
                        }
                    }
                    catch (Exception exception) when (GrainCalls.IsClusterFault(exception))
                    {
                        // Events are numbered, so a lost enumeration is opened again where it stopped.
                        if (++faults >= MaxFaultsInARow)
                        {
                            throw GrainCalls.Unavailable(exception);
                        }

                        lost = true;
                    }

                    if (lost)
                    {
                        break;
                    }

                    faults = 0;
                    next = events.Current.Sequence + 1;
                    yield return events.Current;
                }
            }
            finally
            {
                // Closing a lost enumeration asks the silo that is gone.
                if (!lost)
                {
                    await events.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
    }
}
