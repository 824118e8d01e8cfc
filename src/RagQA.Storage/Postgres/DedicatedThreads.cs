using System.Collections.Concurrent;

namespace RagQA.Storage;

/// <summary>A few threads that take work in the order in which it came.</summary>
internal sealed class DedicatedThreads : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread[] _threads;

    public DedicatedThreads(string name, int count)
    {
        _threads = [.. Enumerable.Range(1, count).Select(i => new Thread(Run) { IsBackground = true, Name = $"{name} {i}" })];
        Array.ForEach(_threads, thread => thread.Start());
    }

    /// <summary>Runs a function; work that is cancelled before its turn is left out.</summary>
    public Task<T> RunAsync<T>(Func<T> function, CancellationToken cancellationToken)
    {
        TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ObjectDisposedException.ThrowIf(_work.IsAddingCompleted, this);
        _work.Add(
            () =>
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    completion.SetCanceled(cancellationToken);
                    return;
                }

                try
                {
                    completion.SetResult(function());
                }
                catch (Exception e)
                {
                    completion.SetException(e);
                }
            },
            CancellationToken.None);
        return completion.Task;
    }

    /// <summary>Finishes what was begun and is waiting, and ends the threads.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        Array.ForEach(_threads, thread => thread.Join());
        _work.Dispose();
    }

    private void Run()
    {
        foreach (Action action in _work.GetConsumingEnumerable())
        {
            action();
        }
    }
}
