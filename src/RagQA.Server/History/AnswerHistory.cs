using RagQA.Client;
using RagQA.Storage;
using RagQA.Web.History;

namespace RagQA.Server.History;

/// <summary>The history of the page over the history store.</summary>
internal sealed class AnswerHistory(IHistoryStore store, IRagQAClient client, HistoryKeeper keeper, ServerOptions options) : IAnswerHistory
{
    private const int MaxMessages = 500;

    public bool IsOffered => options.History;

    public int RetentionDays => options.HistoryDays;

    public void Keep(Guid answerId, Principal principal)
    {
        if (options.History)
        {
            keeper.Keep(answerId, principal);
        }
    }

    public async Task<KeptAnswer?> FindAsync(Guid answerId, Principal principal, CancellationToken cancellationToken = default)
    {
        if (!options.History || await store.GetAsync(principal.User, answerId, cancellationToken) is not { } record)
        {
            return null;
        }

        var form = AnswerForm.Read(record.Answer);
        var documents = new Dictionary<string, DocumentText>(StringComparer.Ordinal);
        foreach (var id in form.Documents)
        {
            try
            {
                documents.Add(id, await client.GetDocumentAsync(form.Answer.Collection, id, principal, cancellationToken));
            }
            catch (RagQAException exception) when (exception.Kind is FailureKind.NotFound or FailureKind.Forbidden)
            {
                // Deleted, or not for this user any more: its passages are left out and counted.
                continue;
            }
        }

        return form.Restore(documents);
    }

    public async Task<IReadOnlyList<HistoryEntry>> ListAsync(Principal principal, HistoryQuery query, CancellationToken cancellationToken = default) =>
        await store.ListAsync(principal.User, query, cancellationToken);

    public Task StarAsync(Guid answerId, bool starred, Principal principal, CancellationToken cancellationToken = default) =>
        store.StarAsync(principal.User, answerId, starred, cancellationToken);

    public Task EraseAsync(Guid answerId, Principal principal, CancellationToken cancellationToken = default) =>
        store.EraseAsync(principal.User, answerId, cancellationToken);

    public Task<int> EraseAllAsync(Principal principal, CancellationToken cancellationToken = default) =>
        store.EraseAllAsync(principal.User, cancellationToken);

    public Task<bool> IsKeptAsync(Principal principal, CancellationToken cancellationToken = default) =>
        store.IsKeptAsync(principal.User, cancellationToken);

    public Task SwitchAsync(bool keep, Principal principal, CancellationToken cancellationToken = default) =>
        store.KeepAsync(principal.User, keep, cancellationToken);

    public Task GiveFeedbackAsync(Feedback feedback, CancellationToken cancellationToken = default) => store.GiveFeedbackAsync(feedback, cancellationToken);

    public Task WithdrawFeedbackAsync(Guid id, Principal principal, CancellationToken cancellationToken = default) =>
        store.WithdrawFeedbackAsync(principal.User, id, cancellationToken);

    public async Task<IReadOnlyList<Feedback>> ListFeedbackAsync(bool onlyOpen, CancellationToken cancellationToken = default) =>
        await store.ListFeedbackAsync(onlyOpen, MaxMessages, cancellationToken);

    public Task ResolveFeedbackAsync(Guid id, CancellationToken cancellationToken = default) => store.ResolveFeedbackAsync(id, cancellationToken);
}
