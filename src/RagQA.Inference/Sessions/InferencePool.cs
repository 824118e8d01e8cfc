namespace RagQA.Inference;

/// <summary>
/// Runs model calls on dedicated threads, one per core, questions before ingestion. One per process: the threads are the
/// only parallelism of inference (sessions use none of their own), so that questions never fight over cores, and never
/// occupy threads of the grains. Work is done in the order of its turns: questions that took turns passage by passage would
/// all end late, together.
/// </summary>
public sealed class InferencePool : IDisposable
{
    // Questions that never pause would keep a document from ever being answered from. One passage in this many costs a question little.
    private const int MostQuestionsInARow = 64;

    // Far longer than any run takes that ends at all.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly LinkedList<InferenceWork>[] _queues = [new(), new()];
    private readonly Thread[] _threads;
    private readonly int _queueLimit;
    private int _questionsInARow;
    private bool _disposed;

    /// <summary>Starts the threads.</summary>
    public InferencePool(InferenceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.QueueLimit, 1);
        _queueLimit = options.QueueLimit;
        _threads = new Thread[options.Threads];
        for (int i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(RunQueue) { IsBackground = true, Name = $"inference-{i}" };
            _threads[i].Start();
        }
    }

    /// <summary>Number of threads.</summary>
    public int Threads => _threads.Length;

    /// <summary>Work of a priority that has not begun.</summary>
    public int Waiting(InferencePriority priority)
    {
        lock (_gate)
        {
            return _queues[(int)priority].Count;
        }
    }

    /// <summary>Runs work on a thread of the pool. Its exception reaches only this caller.</summary>
    /// <param name="work">Called once; must not wait for other work of the pool.</param>
    /// <param name="priority">Which queue.</param>
    /// <param name="ct">Takes work that has not begun out of the queue; work that has begun runs to its end.</param>
    /// <param name="turn">Work of a smaller turn goes before others of its priority; equal ones in their order of coming. Default 0.</param>
    /// <exception cref="RagQAException">Thrown at once: as many work items of this priority wait as
    /// <see cref="InferenceOptions.QueueLimit"/> allows (<see cref="FailureKind.Busy"/>), or the pool is shutting down
    /// (<see cref="FailureKind.Unavailable"/>). Work still waiting at shutdown fails with the latter.</exception>
    /// <exception cref="OperationCanceledException">Through the task: cancelled before it began.</exception>
    public Task<T> Run<T>(Func<T> work, InferencePriority priority, CancellationToken ct, long turn = 0)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (priority is not (InferencePriority.Question or InferencePriority.Ingestion))
        {
            throw new ArgumentOutOfRangeException(nameof(priority), priority, "Give Question or Ingestion.");
        }

        if (ct.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(ct);
        }

        var item = new InferenceWork<T>(work, turn);
        LinkedListNode<InferenceWork> node;
        lock (_gate)
        {
            if (_disposed)
            {
                throw ShuttingDown();
            }

            LinkedList<InferenceWork> queue = _queues[(int)priority];
            if (queue.Count >= _queueLimit)
            {
                throw new RagQAException(
                    FailureKind.Busy,
                    $"{_queueLimit} model calls wait already: try again in a moment, or raise QueueLimit or the number of threads.");
            }

            node = Enqueue(queue, item);
        }

        // Registered outside the lock: a token cancelled meanwhile calls back at once, and takes the lock itself.
        if (ct.CanBeCanceled)
        {
            item.UnregisterWhenDone(ct.UnsafeRegister(_ => Drop(node, ct), null));
        }

        _waiting.Release();
        return item.Task;
    }

    /// <summary>Fails what waits, lets running work end and stops the threads. A device that hangs is not waited for.</summary>
    public void Dispose()
    {
        List<InferenceWork> left;
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            left = [.. _queues.SelectMany(queue => queue)];
            _queues[0].Clear();
            _queues[1].Clear();
        }

        _waiting.Release(_threads.Length);
        left.ForEach(item => item.Fail(ShuttingDown()));
        foreach (Thread thread in _threads)
        {
            // Work that disposes of its own pool must not wait for itself.
            if (thread != Thread.CurrentThread)
            {
                thread.Join(Patience);
            }
        }
    }

    // From the end: what comes mostly belongs there.
    private static LinkedListNode<InferenceWork> Enqueue(LinkedList<InferenceWork> queue, InferenceWork item)
    {
        LinkedListNode<InferenceWork>? before = queue.Last;
        while (before is not null && before.Value.Turn > item.Turn)
        {
            before = before.Previous;
        }

        return before is null ? queue.AddFirst(item) : queue.AddAfter(before, item);
    }

    internal static RagQAException ShuttingDown() => new(FailureKind.Unavailable, "Inference is shutting down: ask another server, or try again when this one is back.");

    private void RunQueue()
    {
        while (true)
        {
            _waiting.Wait();
            InferenceWork? item;
            lock (_gate)
            {
                if (_disposed)
                {
                    return;
                }

                item = Take();
            }

            item?.Execute();
        }
    }

    /// <summary>Null where the item that was announced has been cancelled since.</summary>
    private InferenceWork? Take()
    {
        (LinkedList<InferenceWork> questions, LinkedList<InferenceWork> ingestion) = (_queues[0], _queues[1]);
        bool isIngestionsTurn = ingestion.Count > 0 && (questions.Count == 0 || _questionsInARow >= MostQuestionsInARow);
        LinkedList<InferenceWork> queue = isIngestionsTurn ? ingestion : questions;
        _questionsInARow = isIngestionsTurn || ingestion.Count == 0 ? 0 : _questionsInARow + 1;
        if (queue.First is not { } first)
        {
            return null;
        }

        queue.RemoveFirst();
        return first.Value;
    }

    private void Drop(LinkedListNode<InferenceWork> node, CancellationToken ct)
    {
        lock (_gate)
        {
            if (node.List is null)
            {
                return;
            }

            node.List.Remove(node);
        }

        node.Value.Cancel(ct);
    }
}
