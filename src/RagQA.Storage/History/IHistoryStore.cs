namespace RagQA.Storage;

/// <summary>Questions that users asked, each visible to its own user only. Apart from the documents: a backup of those holds no questions.</summary>
public interface IHistoryStore : IFeedbackStore, IAsyncDisposable
{
    /// <summary>Keeps a row with its answer; the same answer again changes nothing. False when this user's questions are not kept.</summary>
    Task<bool> AddAsync(HistoryEntry entry, byte[] answer, CancellationToken cancellationToken = default);

    /// <summary>Rows of a user, the newest first.</summary>
    Task<HistoryEntry[]> ListAsync(string user, HistoryQuery query, CancellationToken cancellationToken = default);

    /// <summary>A user's own row with its answer, or null.</summary>
    Task<HistoryRecord?> GetAsync(string user, Guid answerId, CancellationToken cancellationToken = default);

    /// <summary>Marks a row or takes the mark away; false when there is no such row.</summary>
    Task<bool> StarAsync(string user, Guid answerId, bool starred, CancellationToken cancellationToken = default);

    /// <summary>Erases one row with its answer from the file; false when there is none.</summary>
    Task<bool> EraseAsync(string user, Guid answerId, CancellationToken cancellationToken = default);

    /// <summary>Erases all rows and messages of a user from the file and returns how many rows there were.</summary>
    Task<int> EraseAllAsync(string user, CancellationToken cancellationToken = default);

    /// <summary>Erases what was answered before a time, whoever asked, and returns how many rows there were.</summary>
    Task<int> EraseBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken = default);

    /// <summary>Erases the rows that show a document, whoever asked, and what was said about their answers; with null as document, those of the whole collection.</summary>
    Task<int> EraseDocumentAsync(string collection, string? document, CancellationToken cancellationToken = default);

    /// <summary>Copies everything, as it is at one moment, to a new file.</summary>
    Task BackUpAsync(string path, CancellationToken cancellationToken = default);

    /// <summary>Whether questions of a user are kept; true until the user says otherwise.</summary>
    Task<bool> IsKeptAsync(string user, CancellationToken cancellationToken = default);

    /// <summary>Switches keeping on or off for a user; what is kept already stays until it is erased.</summary>
    Task KeepAsync(string user, bool keep, CancellationToken cancellationToken = default);
}
