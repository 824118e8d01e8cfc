using System.Data.Common;

namespace RagQA.Storage;

/// <summary>A database that the rows of this folder are kept in. Nothing here blocks the caller's thread.</summary>
internal interface IStoreDatabase : IAsyncDisposable
{
    /// <summary>Runs queries that see one state of the database. They may be run again after a failure.</summary>
    Task<T> ReadAsync<T>(Func<DbConnection, T> query, CancellationToken cancellationToken);

    /// <summary>Runs a change as one transaction; returns after its commit. Cancelling has an effect only until the change begins. It may be run again after a failure.</summary>
    Task<T> WriteAsync<T>(Func<DbConnection, T> change, CancellationToken cancellationToken);

    /// <summary>Follows the commit of an erasure: what was erased leaves the places where the database keeps what no statement shows.</summary>
    /// <exception cref="RagQAException">It could not be done now (transient): call again.</exception>
    Task ReleaseErasedAsync(CancellationToken cancellationToken);

    /// <summary>Writes the latest commit to a new file and flushes it.</summary>
    /// <exception cref="RagQAException">It cannot be written, or this database is backed up by means of its own (unsupported).</exception>
    Task BackUpAsync(string path, CancellationToken cancellationToken);

    /// <summary>Damage that the database itself finds, in words; what can be derived anew is, with <paramref name="repair"/>.</summary>
    Task<List<VerificationFinding>> CheckAsync(bool repair, CancellationToken cancellationToken);

    /// <summary>Whether a failure came of stored bytes that the database cannot read.</summary>
    bool IsDamage(RagQAException failure);
}
