using System.Globalization;
using System.Text;

namespace RagQA.Cli.Evaluation;

/// <summary>One evaluation: the same settings give the same figures, from the command line, a regression or the quality report.</summary>
internal sealed record EvaluationRequest
{
    public required EvaluationKind Kind { get; init; }

    /// <summary>File, or folder for retrieval.</summary>
    public required string Dataset { get; init; }

    /// <summary>Only the first questions.</summary>
    public int? Limit { get; init; }

    /// <summary>Only so many questions, drawn with the seed.</summary>
    public int? Sample { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>Passages read.</summary>
    public int Top { get; init; } = 20;

    public RetrievalMode Mode { get; init; }

    public AnswerAggregation Aggregation { get; init; }

    /// <summary>Read all passages, also those that would not change the answer.</summary>
    public bool ReadAll { get; init; }

    /// <summary>Part of a retrieval set; null for its usual one.</summary>
    public string? Split { get; init; }

    /// <summary>Only so many documents: those judged for the queries asked, and others drawn with the seed; null for all.</summary>
    public int? Documents { get; init; }

    /// <summary>Settings of the retriever that differ from the product's, such as <c>ExpandAbbreviations=true</c>.</summary>
    public string[] Settings { get; init; } = [];

    /// <summary>The command that does the same.</summary>
    public string CommandLine()
    {
        var line = new StringBuilder($"ragqa eval {Kind.ToString().ToLowerInvariant()} --dataset {Dataset}");
        Add("--split", Split);
        Add("--limit", Limit);
        Add("--sample", Sample);
        Add("--seed", Sample is null && Documents is null ? null : Seed);
        Add("--documents", Documents);
        Add("--mode", Kind == EvaluationKind.Reader || Mode == RetrievalMode.Hybrid ? null : Mode.ToString().ToLowerInvariant());
        Add("--top", Kind != EvaluationKind.Open || Top == 20 ? null : Top);
        Add("--aggregation", Aggregation == AnswerAggregation.Marginal ? null : AnswerAggregations.NameOf(Aggregation));
        foreach (var setting in Settings)
        {
            Add("--set", setting);
        }

        return ReadAll ? line.Append(" --read-all").ToString() : line.ToString();

        void Add(string option, object? value)
        {
            if (value is not null)
            {
                line.Append(CultureInfo.InvariantCulture, $" {option} {value}");
            }
        }
    }

    /// <summary>The questions to ask.</summary>
    public IReadOnlyList<T> Choose<T>(IReadOnlyList<T> all) => Sample is { } sample ? Draw(all, sample, Seed) : Limit is { } limit ? [.. all.Take(limit)] : all;

    public static IReadOnlyList<T> Draw<T>(IReadOnlyList<T> all, int count, int seed)
    {
        var shuffled = all.ToArray();
        new Random(seed).Shuffle(shuffled);
        return [.. shuffled.Take(count)];
    }

    public Task<EvaluationRun> RunAsync(CacheUse cache, bool verbose, CancellationToken cancellationToken) => Kind switch
    {
        EvaluationKind.Reader => ReaderEvaluation.RunAsync(this, cache, cancellationToken),
        EvaluationKind.Open => OpenEvaluation.RunAsync(this, cache, verbose, cancellationToken),
        _ => RetrievalEvaluation.RunAsync(this, cache, verbose, cancellationToken),
    };
}
