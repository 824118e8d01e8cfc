namespace RagQA.Web.History;

/// <summary>Keeps nothing; for hosts that bring no history.</summary>
internal sealed class NoHistory : IAnswerHistory
{
    public bool IsOffered => false;

    public int RetentionDays => 0;

    public void Keep(Guid answerId, Principal principal)
    {
        // Nothing is kept.
    }

    public Task<KeptAnswer?> FindAsync(Guid answerId, Principal principal, CancellationToken cancellationToken = default) => Task.FromResult<KeptAnswer?>(null);

    public Task<IReadOnlyList<HistoryEntry>> ListAsync(Principal principal, HistoryQuery query, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<HistoryEntry>>([]);

    public Task StarAsync(Guid answerId, bool starred, Principal principal, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task EraseAsync(Guid answerId, Principal principal, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<int> EraseAllAsync(Principal principal, CancellationToken cancellationToken = default) => Task.FromResult(0);

    public Task<bool> IsKeptAsync(Principal principal, CancellationToken cancellationToken = default) => Task.FromResult(false);

    public Task SwitchAsync(bool keep, Principal principal, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task GiveFeedbackAsync(Feedback feedback, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task WithdrawFeedbackAsync(Guid id, Principal principal, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<IReadOnlyList<Feedback>> ListFeedbackAsync(bool onlyOpen, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<Feedback>>([]);

    public Task ResolveFeedbackAsync(Guid id, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
