namespace RagQA.Storage;

/// <summary>History and feedback on rows; what they are kept in is the affair of the classes derived from it.</summary>
public abstract class HistoryStore : IHistoryStore
{
    private readonly IStoreDatabase _database;
    private readonly TimeProvider _time;

    private protected HistoryStore(IStoreDatabase database, TimeProvider time) => (_database, _time) = (database, time);

    /// <inheritdoc/>
    public Task<bool> AddAsync(HistoryEntry entry, byte[] answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(answer);
        return _database.WriteAsync(connection => HistoryRows.Add(connection, entry, answer), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<HistoryEntry[]> ListAsync(string user, HistoryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(query.Skip, nameof(query));
        ArgumentOutOfRangeException.ThrowIfNegative(query.Limit, nameof(query));
        return _database.ReadAsync(connection => HistoryRows.List(connection, user, query), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<HistoryRecord?> GetAsync(string user, Guid answerId, CancellationToken cancellationToken = default) =>
        _database.ReadAsync(connection => HistoryRows.Get(connection, user, answerId), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> StarAsync(string user, Guid answerId, bool starred, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(connection => HistoryRows.Star(connection, user, answerId, starred), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> EraseAsync(string user, Guid answerId, CancellationToken cancellationToken = default) =>
        await ErasedAsync(() => _database.WriteAsync(connection => HistoryRows.Erase(connection, user, answerId), cancellationToken), cancellationToken).ConfigureAwait(false) > 0;

    /// <inheritdoc/>
    public Task<int> EraseAllAsync(string user, CancellationToken cancellationToken = default) =>
        ErasedAsync(() => _database.WriteAsync(connection => HistoryRows.EraseAll(connection, user), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<int> EraseBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken = default) =>
        ErasedAsync(() => _database.WriteAsync(connection => HistoryRows.EraseBefore(connection, time), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<int> EraseDocumentAsync(string collection, string? document, CancellationToken cancellationToken = default)
    {
        int rows = await _database.WriteAsync(connection => HistoryRows.EraseDocument(connection, collection, document), cancellationToken).ConfigureAwait(false);

        // Whether or not there was a row: an earlier call may have been stopped before it came to this.
        await _database.ReleaseErasedAsync(cancellationToken).ConfigureAwait(false);
        return rows;
    }

    /// <inheritdoc/>
    public Task BackUpAsync(string path, CancellationToken cancellationToken = default) => _database.BackUpAsync(path, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> IsKeptAsync(string user, CancellationToken cancellationToken = default) =>
        _database.ReadAsync(connection => HistoryRows.IsKept(connection, user), cancellationToken);

    /// <inheritdoc/>
    public Task KeepAsync(string user, bool keep, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(connection => HistoryRows.Keep(connection, user, keep), cancellationToken);

    /// <inheritdoc/>
    public Task GiveFeedbackAsync(Feedback feedback, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        return _database.WriteAsync(connection => FeedbackRows.Give(connection, feedback, _time.GetUtcNow()), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> WithdrawFeedbackAsync(string user, Guid id, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(connection => FeedbackRows.Withdraw(connection, user, id), cancellationToken);

    /// <inheritdoc/>
    public Task<Feedback[]> ListFeedbackAsync(bool onlyOpen, int limit, CancellationToken cancellationToken = default) =>
        _database.ReadAsync(connection => FeedbackRows.List(connection, onlyOpen, limit), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ResolveFeedbackAsync(Guid id, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(connection => FeedbackRows.Resolve(connection, id), cancellationToken);

    /// <summary>Finishes what was begun and closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    private async Task<int> ErasedAsync(Func<Task<int>> erase, CancellationToken cancellationToken)
    {
        int rows = await erase().ConfigureAwait(false);
        if (rows > 0)
        {
            // A question tells about a patient, so it has to leave the log and the free space as well.
            await _database.ReleaseErasedAsync(cancellationToken).ConfigureAwait(false);
        }

        return rows;
    }
}
