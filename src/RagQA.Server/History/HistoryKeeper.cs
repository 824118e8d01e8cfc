using System.Threading.Channels;
using RagQA.Client;
using RagQA.Storage;

namespace RagQA.Server.History;

/// <summary>Keeps answers when they are finished, whether or not their page is still there, and erases what is too old.</summary>
internal sealed class HistoryKeeper(IHistoryStore store, IRagQAClient client, ServerOptions options, TimeProvider time, ILogger<HistoryKeeper> log) : BackgroundService
{
    // Far more than run at once; a newcomer beyond it is not kept rather than waited for.
    private const int MaxWaiting = 1000;

    private static readonly TimeSpan _eraseInterval = TimeSpan.FromHours(1);

    private readonly Channel<(Guid Id, Principal Principal)> _waiting = Channel.CreateBounded<(Guid, Principal)>(MaxWaiting);

    public void Keep(Guid answerId, Principal principal)
    {
        if (!_waiting.Writer.TryWrite((answerId, principal)))
        {
            log.LogWarning("Answer {Answer} is not kept in the history: too many are waiting.", answerId);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(FollowAllAsync(stoppingToken), EraseOldAsync(stoppingToken));

    private async Task FollowAllAsync(CancellationToken stopping)
    {
        await foreach (var (id, principal) in _waiting.Reader.ReadAllAsync(stopping))
        {
            // Not awaited: answers run side by side, and each handles its own failures.
            _ = FollowAsync(id, principal, stopping);
        }
    }

    private async Task FollowAsync(Guid id, Principal principal, CancellationToken stopping)
    {
        try
        {
            await foreach (var next in client.WatchAsync(id, from: 0, principal, stopping))
            {
                if (next.Answer is { } answer)
                {
                    await KeepAsync(answer, principal, stopping);
                }
            }
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            log.LogWarning(exception, "Answer {Answer} is not kept in the history.", id);
        }
    }

    private async Task KeepAsync(Answer answer, Principal principal, CancellationToken stopping)
    {
        var entry = EntryOf(answer, principal);
        await store.AddAsync(entry, AnswerForm.Write(answer), stopping);
        try
        {
            if ((await client.GetCollectionAsync(answer.Collection, principal, stopping)).Revision != answer.Revision)
            {
                foreach (var document in entry.Documents)
                {
                    await client.GetDocumentAsync(answer.Collection, document, principal, stopping);
                }
            }
        }
        catch (RagQAException gone) when (gone.Kind == FailureKind.NotFound)
        {
            // Purged while the question was answered: then there was no row to erase yet.
            await store.EraseAsync(principal.User, answer.Id, stopping);
        }
    }

    private async Task EraseOldAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(_eraseInterval, time);
        do
        {
            try
            {
                await store.EraseBeforeAsync(time.GetUtcNow() - TimeSpan.FromDays(options.HistoryDays), stopping);
            }
            catch (RagQAException exception)
            {
                log.LogWarning(exception, "What is too old in the history could not be erased; it is tried again in an hour.");
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    private static HistoryEntry EntryOf(Answer answer, Principal principal) => new()
    {
        AnswerId = answer.Id,
        User = principal.User,
        Collection = answer.Collection,
        Question = answer.Question,
        Subject = answer.Subject,
        Status = answer.Status,
        AnswerText = answer.Answers.FirstOrDefault()?.Text,
        Disagreement = answer.Disagreement,
        Revision = answer.Revision,
        AnsweredAt = answer.AnsweredAt,
        Documents = [.. answer.Passages.Select(p => p.DocumentId).Concat(answer.Answers.SelectMany(a => a.Citations).Select(c => c.DocumentId)).Distinct(StringComparer.Ordinal)],
    };
}
