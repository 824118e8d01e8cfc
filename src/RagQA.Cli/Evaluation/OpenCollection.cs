using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RagQA.Corpus;
using RagQA.Grains.Answering;
using RagQA.Grains.Retrieval;
using RagQA.Inference;
using RagQA.Server.Api;

namespace RagQA.Cli.Evaluation;

/// <summary>
/// A temporary collection of a data set's paragraphs in a silo of its own, and questions asked of the whole of it through the
/// same grains as any question. Embeddings and readings are kept in the cache folder, so that an interrupted run goes on.
/// </summary>
internal sealed class OpenCollection : IAsyncDisposable
{
    private const string Name = "eval";
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly RagQASession _session;
    private readonly string _directory;
    private readonly CollectionDescription _collection;

    private OpenCollection(RagQASession session, string directory, CollectionDescription collection)
        => (_session, _directory, _collection) = (session, directory, collection);

    public IServiceProvider Services => _session.Services;

    public static async Task<OpenCollection> OpenAsync(string key, IReadOnlyList<GoldDocument> documents, bool verbose, CancellationToken cancellationToken)
    {
        // Passages of other sizes are another collection.
        var settings = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(new SplitterOptions().ToString())))[..8];
        var directory = Path.Combine(Locations.EvaluationCache, $"{key}-{settings}");
        var session = await RagQASession.OpenInProcessAsync(directory, verbose, cancellationToken);
        try
        {
            var client = session.Client;
            var collection = await client.PutCollectionAsync(Name, new CollectionInput(), Principal.Local, cancellationToken);
            if (collection.Documents < documents.Count)
            {
                await ProgressBar.ForEachAsync("encoding paragraphs", documents.Count, 4, i => client.PutDocumentAsync(
                    Name,
                    new DocumentInput
                    {
                        Id = documents[i].Id,
                        Text = documents[i].Text,
                        Attributes = new DocumentAttributes { Title = documents[i].Title },
                    },
                    wait: false,
                    cancellationToken), cancellationToken);
            }

            collection = await client.GetCollectionAsync(Name, Principal.Local, cancellationToken);
            var last = documents[^1];
            await client.PutDocumentAsync(
                Name,
                new DocumentInput { Id = last.Id, Text = last.Text, Attributes = new DocumentAttributes { Title = last.Title } },
                wait: true,
                cancellationToken);
            return new OpenCollection(session, directory, collection);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Readings of questions in their order, from the cache where they are there.</summary>
    public async Task<OpenReading[]> AskAsync(
        IReadOnlyList<GoldQuestion> questions, RetrievalMode mode, int top, CancellationToken cancellationToken)
    {
        var cache = Path.Combine(_directory, string.Create(CultureInfo.InvariantCulture, $"readings-{Reader}-{mode}-{top}.jsonl"));
        var known = ReadCache(cache);
        using (var output = new StreamWriter(cache, append: true))
        {
            var missing = questions.Where(q => !known.ContainsKey(q.Id)).ToArray();
            await ProgressBar.ForEachAsync("asking", missing.Length, parallel: 1, async i =>
            {
                var reading = await AskOnceAsync(missing[i], mode, top, cancellationToken);
                known[reading.QuestionId] = reading;
                await output.WriteLineAsync(JsonSerializer.Serialize(reading, ApiJson.Options));
                await output.FlushAsync(cancellationToken);
            }, cancellationToken);
        }

        return [.. questions.Select(q => known[q.Id])];
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    /// <summary>The model and what chooses among its spans.</summary>
    private string Reader
    {
        get
        {
            var models = Services.GetRequiredService<InferenceModels>();
            var phrasing = JsonSerializer.SerializeToUtf8Bytes(models.Phrasing?.Weights);
            return $"{models.Names.Reader[^12..]}-{Convert.ToHexStringLower(SHA256.HashData(phrasing))[..8]}";
        }
    }

    /// <summary>Asks one question, past the cache.</summary>
    public async Task<OpenReading> AskOnceAsync(GoldQuestion question, RetrievalMode mode, int top, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var retrieved = await Services.GetRequiredService<PassageRetrieval>().RetrieveAsync(
            new RetrievalRequest
            {
                Collection = _collection,
                Query = question.Question,
                Scope = new PassageScope { Principal = Principal.Local },
                Mode = mode,
                Top = top,
            },
            Deadline,
            SilentAnswer.Instance,
            cancellationToken);
        var reading = Stopwatch.StartNew();
        var read = await Services.GetRequiredService<PassageReader>().ReadAsync(
            question.Question, retrieved.Passages, Deadline, SilentAnswer.Instance, cancellationToken);
        return new OpenReading(question.Id, [.. read], [.. retrieved.Passages], retrieved.Coverage, new StageTimings
        {
            EncodeMs = retrieved.EncodeMs,
            SearchMs = retrieved.SearchMs,
            VerifyMs = retrieved.VerifyMs,
            ReadMs = reading.Elapsed.TotalMilliseconds,
            TotalMs = watch.Elapsed.TotalMilliseconds,
        });
    }

    private static Dictionary<string, OpenReading> ReadCache(string path)
    {
        var known = new Dictionary<string, OpenReading>(StringComparer.Ordinal);
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            try
            {
                var reading = JsonSerializer.Deserialize<OpenReading>(line, ApiJson.Options)!;
                known[reading.QuestionId] = reading;
            }
            catch (JsonException)
            {
                // The last line of a run that was killed may be cut; its question is asked again.
            }
        }

        return known;
    }
}
