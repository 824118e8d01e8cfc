using System.Buffers;
using System.Globalization;
using RagQA.Storage;

namespace RagQA.Grains.Answering;

/// <summary>What a question or search must look like before anything is spent on it. Every message says what to do.</summary>
internal sealed class RequestRules(IDocumentStore store)
{
    private const int MaxLength = 512;

    /// <summary>Most time that a question may have.</summary>
    public static readonly TimeSpan LongestDeadline = TimeSpan.FromMinutes(2);

    public async Task<CollectionDescription> CheckAsync(AskRequest request, CancellationToken cancellationToken)
    {
        CheckText(request.Question, "question", least: 3);
        CheckNumbers(request.Top, request.Deadline);
        return await CheckCollectionAsync(request.Collection, request.Subject, cancellationToken);
    }

    public async Task<CollectionDescription> CheckAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        CheckText(request.Query, "query", least: 1);
        CheckNumbers(request.Top, request.Deadline);
        return await CheckCollectionAsync(request.Collection, request.Subject, cancellationToken);
    }

    private static void CheckText(string text, string name, int least)
    {
        if (text.AsSpan().Trim().Length < least)
        {
            throw new RagQAException($"The {name} is empty or too short: give at least {least} characters.");
        }

        if (text.Length > MaxLength)
        {
            throw new RagQAException(
                FailureKind.TooLarge,
                string.Create(CultureInfo.InvariantCulture, $"The {name} has {text.Length} characters; at most {MaxLength} are allowed. Shorten it to what you want to know."));
        }

        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            if (System.Text.Rune.DecodeFromUtf16(rest, out _, out var used) != OperationStatus.Done)
            {
                throw new RagQAException($"The {name} is not valid Unicode (it has half of a surrogate pair). Type it again.");
            }

            rest = rest[used..];
        }
    }

    private static void CheckNumbers(int top, TimeSpan deadline)
    {
        if (top is < 1 or > 100)
        {
            throw new RagQAException("The number of passages (top) must be from 1 to 100.");
        }

        if (deadline < TimeSpan.FromMilliseconds(10) || deadline > LongestDeadline)
        {
            throw new RagQAException("The deadline must be from 10 milliseconds to 2 minutes.");
        }
    }

    private async Task<CollectionDescription> CheckCollectionAsync(string name, string? subject, CancellationToken cancellationToken)
    {
        var collection = await store.RequireCollectionAsync(name, cancellationToken);
        return (collection.Kind, subject) switch
        {
            (CollectionKind.Patient, null or "") => throw new RagQAException(
                $"Collection '{name}' holds patients' documents: say which patient the question is about (subject)."),
            (CollectionKind.Reference, not null and not "") => throw new RagQAException(
                $"Collection '{name}' holds reference documents without patients: leave the subject out."),
            _ => collection,
        };
    }
}
