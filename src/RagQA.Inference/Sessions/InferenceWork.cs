namespace RagQA.Inference;

/// <summary>A work item of an <see cref="InferencePool"/>.</summary>
/// <param name="turn">Place in the queue: smaller ones go first.</param>
internal abstract class InferenceWork(long turn)
{
    public long Turn => turn;

    public abstract void Execute();

    public abstract void Cancel(CancellationToken ct);

    public abstract void Fail(Exception exception);
}

/// <summary>A work item with a result. Continuations never run on the pool's threads.</summary>
internal sealed class InferenceWork<T>(Func<T> work, long turn) : InferenceWork(turn)
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _result.Task;

    /// <summary>A long-lived token must not keep finished items alive.</summary>
    public void UnregisterWhenDone(CancellationTokenRegistration registration) => _ = _result.Task.ContinueWith(
        static (_, state) => ((CancellationTokenRegistration)state!).Unregister(),
        registration,
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    public override void Execute()
    {
        try
        {
            _result.TrySetResult(work());
        }
        catch (OperationCanceledException exception)
        {
            _result.TrySetCanceled(exception.CancellationToken);
        }
#pragma warning disable CA1031 // Whatever the work throws belongs to its caller, and must not end the thread.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _result.TrySetException(exception);
        }
    }

    public override void Cancel(CancellationToken ct) => _result.TrySetCanceled(ct);

    public override void Fail(Exception exception) => _result.TrySetException(exception);
}
