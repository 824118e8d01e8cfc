using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RagQA.Corpus;
using RagQA.Grains.Answering;
using RagQA.Grains.Retrieval;
using RagQA.Index;
using RagQA.Inference;
using RagQA.Storage;

namespace RagQA.Cli.Evaluation;

/// <summary>
/// A temporary collection of a data set's documents in a silo of its own, and questions asked of the whole of it through the
/// same grains as any question. Embeddings and results are kept in the cache folder, so that an interrupted run goes on.
/// </summary>
internal sealed class OpenCollection : IAsyncDisposable
{
    private const string Name = "eval";
    private const string BuildFile = "build.txt";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly RagQASession _session;
    private readonly string _directory;
    private readonly CollectionDescription _collection;

    private readonly string _settings;

    private OpenCollection(RagQASession session, string directory, CollectionDescription collection, string settings)
        => (_session, _directory, _collection, _settings) = (session, directory, collection, settings);

    public IServiceProvider Services => _session.Services;

    public ModelNames Models => Services.GetRequiredService<InferenceModels>().Names;

    /// <summary>Hash of the code on the way from a question to readings.</summary>
    public static string Code { get; } = CodeVersion.Of(
        typeof(SpanReader).Assembly, typeof(ReadingText).Assembly, typeof(TopK).Assembly, typeof(IDocumentStore).Assembly, typeof(PassageRetrieval).Assembly);

    public static async Task<OpenCollection> OpenAsync(IReadOnlyList<RetrievalDocument> documents, bool verbose, CancellationToken cancellationToken, IReadOnlyList<string>? settings = null)
    {
        var content = CodeVersion.ShortHash(string.Join('\n', documents.Select(d => CodeVersion.ShortHash($"{d.Id}\n{d.Title}\n{d.Text}"))));
        var directory = Path.Combine(Locations.EvaluationCache, $"collection-{content}");
        DropPassagesOfOtherCode(directory);
        var session = await RagQASession.OpenInProcessAsync(directory, verbose, cancellationToken);
        try
        {
            var differing = Set(session.Services, settings ?? []);
            var client = session.Client;
            var collection = await client.PutCollectionAsync(Name, new CollectionInput(), Principal.Local, cancellationToken);
            if (collection.Documents < documents.Count)
            {
                await ProgressBar.ForEachAsync("encoding documents", documents.Count, 4, i => PutAsync(client, documents[i], wait: false, cancellationToken), cancellationToken);
            }

            collection = await client.GetCollectionAsync(Name, Principal.Local, cancellationToken);
            await PutAsync(client, documents[^1], wait: true, cancellationToken);
            return new OpenCollection(session, directory, collection, differing);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>How the product weighs readings.</summary>
    public AggregatorOptions Aggregation => Services.GetRequiredService<ConfidenceScale>().Aggregation;

    /// <summary>Readings of questions in their order, from the cache where they are there.</summary>
    /// <param name="questions">Questions.</param>
    /// <param name="mode">How passages are found.</param>
    /// <param name="top">Passages found.</param>
    /// <param name="aggregation">Says from where on passages are left unread.</param>
    /// <param name="use">Whose cached readings count.</param>
    /// <param name="cancellationToken">Stops it; the next run goes on.</param>
    public async Task<OpenReading[]> AskAsync(
        IReadOnlyList<GoldQuestion> questions, RetrievalMode mode, int top, AggregatorOptions aggregation, CacheUse use, CancellationToken cancellationToken)
    {
        // What is read depends on the options only where they say when it is enough.
        var extent = aggregation.DecidedAt is null ? "all" : CodeVersion.ShortHash(aggregation.ToString())[..8];
        var reader = CodeVersion.Of(Services.GetRequiredService<InferenceModels>());
        var name = string.Create(CultureInfo.InvariantCulture, $"readings-{reader}-{mode}-{top}-{extent}{_settings}");
        using var cache = ResultCache<OpenReading>.Open(_directory, name, Code, use, r => r.Key);
        var missing = questions.DistinctBy(q => q.QuestionKey).Where(q => !cache.Contains(q.QuestionKey)).ToArray();
        await ProgressBar.ForEachAsync(
            "asking", missing.Length, parallel: 1, async i => cache.Add(await AskOnceAsync(missing[i], mode, top, aggregation, cancellationToken)), cancellationToken);
        return [.. questions.Select(q => cache[q.QuestionKey])];
    }

    /// <summary>Asks one question, past the cache.</summary>
    public async Task<OpenReading> AskOnceAsync(
        GoldQuestion question, RetrievalMode mode, int top, AggregatorOptions aggregation, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var retrieved = await RetrieveAsync(question.Question, mode, top, cancellationToken);
        var reading = Stopwatch.StartNew();
        var read = (await Services.GetRequiredService<PassageReader>().ReadAsync(
            question.Question, retrieved.Passages, aggregation, Deadline, SilentAnswer.Instance, cancellationToken)).Read.ToDictionary(r => r.Passage.PassageId);
        return new OpenReading(
            question.QuestionKey,
            [.. retrieved.Passages],
            [.. retrieved.Passages.Select(p => read.GetValueOrDefault(p.PassageId)?.Reading)],
            retrieved.Coverage,
            new StageTimings
            {
                EncodeMs = retrieved.EncodeMs,
                SearchMs = retrieved.SearchMs,
                VerifyMs = retrieved.VerifyMs,
                ReadMs = reading.Elapsed.TotalMilliseconds,
                TotalMs = watch.Elapsed.TotalMilliseconds,
            });
    }

    /// <summary>Documents ranked for queries, in their order: a document counts by its best passage.</summary>
    public async Task<RetrievedDocuments[]> RankAsync(
        IReadOnlyList<RetrievalQuery> queries, RetrievalMode mode, int passages, CacheUse use, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"ranks-{mode}-{passages}{_settings}");
        using var cache = ResultCache<RetrievedDocuments>.Open(_directory, name, Code, use, r => r.Key);
        var missing = queries.DistinctBy(q => q.Text).Where(q => !cache.Contains(CodeVersion.ShortHash(q.Text))).ToArray();
        await ProgressBar.ForEachAsync("searching", missing.Length, parallel: 1, async i =>
        {
            var watch = Stopwatch.StartNew();
            var found = await RetrieveAsync(missing[i].Text, mode, passages, cancellationToken);
            var ranked = RankingMetrics.TrecOrder(found.Passages
                .SelectMany(p => p.AlsoIn.Prepend(p.DocumentId), (p, document) => (document, p.Score))
                .GroupBy(d => d.document).Select(d => (d.Key, d.Max(p => p.Score))));
            cache.Add(new RetrievedDocuments(CodeVersion.ShortHash(missing[i].Text), [.. ranked], new StageTimings
            {
                EncodeMs = found.EncodeMs,
                SearchMs = found.SearchMs,
                VerifyMs = found.VerifyMs,
                TotalMs = watch.Elapsed.TotalMilliseconds,
            }));
        }, cancellationToken);
        return [.. queries.Select(q => cache[CodeVersion.ShortHash(q.Text)])];
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    /// <summary>What is found for a query, past the cache.</summary>
    public Task<RetrievedPassages> RetrieveAsync(string query, RetrievalMode mode, int top, CancellationToken cancellationToken)
        => Services.GetRequiredService<PassageRetrieval>().RetrieveAsync(
            new RetrievalRequest
            {
                Collection = _collection,
                Query = query,
                Scope = new PassageScope { Principal = Principal.Local },
                Mode = mode,
                Top = top,
            },
            Deadline,
            SilentAnswer.Instance,
            cancellationToken);

    private static Task<DocumentReceipt> PutAsync(Client.IRagQAClient client, RetrievalDocument document, bool wait, CancellationToken cancellationToken)
        => client.PutDocumentAsync(
            Name,
            new DocumentInput
            {
                Id = document.Id,
                Text = document.Text,
                Attributes = new DocumentAttributes { Title = document.Title.Length > 0 ? document.Title : null },
            },
            wait,
            cancellationToken);

    /// <summary>Settings of the retriever, and a name for them in the cache; empty for the product's own.</summary>
    private static string Set(IServiceProvider services, IReadOnlyList<string> settings)
    {
        var pairs = settings.Select(s => s.Split('=', 2)).ToArray();
        if (pairs.FirstOrDefault(p => p.Length != 2 || typeof(RetrieverOptions).GetProperty(p[0]) is null) is { } bad)
        {
            throw new RagQAException($"'{string.Join('=', bad)}' is no setting of the retriever. Known are: {string.Join(", ", typeof(RetrieverOptions).GetProperties().Select(p => p.Name))}.");
        }

        try
        {
            new ConfigurationBuilder().AddInMemoryCollection(pairs.Select(p => KeyValuePair.Create(p[0], (string?)p[1]))).Build()
                .Bind(services.GetRequiredService<IOptions<RetrieverOptions>>().Value);
        }
        catch (InvalidOperationException e)
        {
            throw new RagQAException(FailureKind.Invalid, "A value of --set cannot be used: give true, false or a number.", e);
        }

        return settings.Count == 0 ? "" : "-" + CodeVersion.ShortHash(string.Join('\n', settings.Order(StringComparer.Ordinal)))[..8];
    }

    /// <summary>Other code may cut other passages: all but the embeddings, which are kept by what was encoded, is made again.</summary>
    private static void DropPassagesOfOtherCode(string directory)
    {
        var build = Path.Combine(directory, BuildFile);
        if (File.Exists(build) && File.ReadAllText(build) == Code)
        {
            return;
        }

        Directory.CreateDirectory(directory);
        foreach (var file in Directory.EnumerateFiles(directory, "documents.db*"))
        {
            File.Delete(file);
        }

        if (Directory.Exists(Path.Combine(directory, "index")))
        {
            Directory.Delete(Path.Combine(directory, "index"), recursive: true);
        }

        File.WriteAllText(build, Code);
    }
}
