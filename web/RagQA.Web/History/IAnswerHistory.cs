namespace RagQA.Web.History;

/// <summary>A user's own questions and what the user said about their answers. The host brings it; without one nothing is kept.</summary>
public interface IAnswerHistory
{
    /// <summary>False where the site keeps no history: the page for it is hidden.</summary>
    bool IsOffered { get; }

    /// <summary>Days until a row is erased by itself.</summary>
    int RetentionDays { get; }

    /// <summary>Keeps an answer when it is finished, even when the page is gone by then; returns at once.</summary>
    void Keep(Guid answerId, Principal principal);

    /// <summary>A kept answer, its quotes cut from the documents again; null where there is none of this user.</summary>
    Task<KeptAnswer?> FindAsync(Guid answerId, Principal principal, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<HistoryEntry>> ListAsync(Principal principal, HistoryQuery query, CancellationToken cancellationToken = default);

    Task StarAsync(Guid answerId, bool starred, Principal principal, CancellationToken cancellationToken = default);

    Task EraseAsync(Guid answerId, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Erases all rows and messages of the user and returns how many rows there were.</summary>
    Task<int> EraseAllAsync(Principal principal, CancellationToken cancellationToken = default);

    Task<bool> IsKeptAsync(Principal principal, CancellationToken cancellationToken = default);

    Task SwitchAsync(bool keep, Principal principal, CancellationToken cancellationToken = default);

    Task GiveFeedbackAsync(Feedback feedback, CancellationToken cancellationToken = default);

    Task WithdrawFeedbackAsync(Guid id, Principal principal, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<Feedback>> ListFeedbackAsync(bool onlyOpen, CancellationToken cancellationToken = default);

    Task ResolveFeedbackAsync(Guid id, CancellationToken cancellationToken = default);
}
