using RagQA.Client;

namespace RagQA.Web.History;

/// <summary>Finds a finished answer: in memory while it is fresh, in the user's history later.</summary>
internal sealed class AnswerSource(IRagQAClient client, IAnswerHistory history)
{
    /// <exception cref="RagQAException">There is no such answer of this user, or it still runs.</exception>
    public async Task<KeptAnswer> GetAsync(Guid id, Principal principal, CancellationToken cancellationToken = default)
    {
        try
        {
            return await client.GetAnswerAsync(id, principal, cancellationToken) is { } answer
                ? new KeptAnswer(answer, 0)
                : throw new RagQAException(FailureKind.Conflict, "The answer is not finished yet. Try again in a moment.");
        }
        catch (RagQAException exception) when (exception.Kind == FailureKind.NotFound)
        {
            if (await history.FindAsync(id, principal, cancellationToken) is not { } kept)
            {
                throw;
            }

            return kept;
        }
    }
}
