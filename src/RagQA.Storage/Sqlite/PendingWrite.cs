using System.Data.Common;

namespace RagQA.Storage;

/// <summary>A change that waits for its commit.</summary>
internal abstract class PendingWrite
{
    /// <summary>False when the caller has given it up meanwhile; then it is reported as cancelled.</summary>
    public abstract bool TryBegin();

    public abstract void Run(DbConnection connection);

    public abstract void Complete();

    public abstract void Fail(Exception error);
}

/// <summary>A change with its result.</summary>
internal sealed class PendingWrite<T>(Func<DbConnection, T> change, CancellationToken cancellationToken) : PendingWrite
{
    // The caller goes on elsewhere: the writing thread is there for the disk.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _completion.Task;

    public override bool TryBegin()
    {
        if (!cancellationToken.IsCancellationRequested)
        {
            return true;
        }

        _completion.SetCanceled(cancellationToken);
        return false;
    }

    public override void Run(DbConnection connection) => _result = change(connection);

    public override void Complete() => _completion.SetResult(_result!);

    public override void Fail(Exception error) => _completion.SetException(error);
}
