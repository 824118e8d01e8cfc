namespace RagQA.Storage;

/// <summary>What users told the curator.</summary>
public interface IFeedbackStore
{
    /// <summary>Takes a message; the same id again changes nothing. Its time is set by the store.</summary>
    Task GiveFeedbackAsync(Feedback feedback, CancellationToken cancellationToken = default);

    /// <summary>Takes a user's own message back; false when there is none.</summary>
    Task<bool> WithdrawFeedbackAsync(string user, Guid id, CancellationToken cancellationToken = default);

    /// <summary>Messages, the newest first: open ones, or all of them.</summary>
    Task<Feedback[]> ListFeedbackAsync(bool onlyOpen, int limit, CancellationToken cancellationToken = default);

    /// <summary>Marks a message as done; false when there is none.</summary>
    Task<bool> ResolveFeedbackAsync(Guid id, CancellationToken cancellationToken = default);
}
