using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RagQA.Client;
using RagQA.Corpus;
using RagQA.Inference;
using RagQA.Storage;

namespace RagQA.Cli.Benchmarks;

/// <summary>
/// Ingestion of made-up documents from files until they can be answered from, in rounds that take turns with the bare encoder on
/// the same passages; or, with made-up vectors, how memory grows beside the index.
/// </summary>
internal static class IngestBench
{
    private const string Collection = "bench";
    private const int Rounds = 5;

    public static Task<IngestBenchReport> RunAsync(int passages, bool verbose, CancellationToken cancellationToken) => InSessionAsync(verbose, async (session, folder) =>
    {
        var models = session.Services.GetRequiredService<InferenceModels>();
        var documents = new MadeUpDocuments(seed: 1);
        var rounds = new List<IngestBenchRound>();
        var perRound = Math.Max(1, passages / Rounds / MadeUpDocuments.Paragraphs);

        // The first round warms both up and is not counted.
        for (var round = 0; round <= Rounds; round++)
        {
            var files = WriteRound(documents, folder, round * perRound, perRound);
            var watch = Stopwatch.StartNew();
            var status = await IngestAsync(session.Client, files, cancellationToken);
            var product = watch.Elapsed;
            var tokens = (await EncodedAsync(session, files, cancellationToken)).Select(t => models.PassageEncoder.Prepare(ReadingText.From(t).Text)).ToArray();
            watch.Restart();
            Parallel.ForEach(
                tokens,
                new ParallelOptions { MaxDegreeOfParallelism = models.Pool.Threads, CancellationToken = cancellationToken },
                row => models.PassageEncoder.Encode(row));
            if (round > 0)
            {
                rounds.Add(new IngestBenchRound(status.Passages, tokens.Sum(t => t.Length), product.TotalSeconds, watch.Elapsed.TotalSeconds));
            }

            Directory.Delete(files, recursive: true);
        }

        return new IngestBenchReport([.. rounds]);
    });

    public static Task<IngestMemoryReport> RunMemoryAsync(int passages, bool verbose, Action<IngestMemoryStep> onStep, CancellationToken cancellationToken) => InSessionAsync(verbose, async (session, folder) =>
    {
        const int StepPassages = 10_000;
        var embeddings = session.Services.GetRequiredService<IEmbeddingStore>();
        var encoder = session.Services.GetRequiredService<InferenceModels>().EncoderManifest;
        var documents = new MadeUpDocuments(seed: 2);
        var steps = new List<IngestMemoryStep>();
        const int PerStep = StepPassages / MadeUpDocuments.Paragraphs;
        for (var step = 0; step < passages / StepPassages; step++)
        {
            var files = WriteRound(documents, folder, step * PerStep, PerStep);
            foreach (var chunk in (await EncodedAsync(session, files, cancellationToken)).Select(t => SHA256.HashData(Encoding.UTF8.GetBytes(t))).Chunk(500))
            {
                await embeddings.PutManyAsync(encoder.Sha256, [.. chunk.Select(key => new EmbeddingItem(key, MadeUpVector(key, encoder.Dimension)))], cancellationToken);
            }

            var watch = Stopwatch.StartNew();
            await IngestAsync(session.Client, files, cancellationToken);
            Directory.Delete(files, recursive: true);
            var seconds = watch.Elapsed.TotalSeconds;
            var partitions = await session.Client.PartitionsAsync(Collection, Principal.Local, cancellationToken);
            var heap = GC.GetTotalMemory(forceFullCollection: true);
            var (own, mapped) = IngestMemoryStep.OfProcess();
            steps.Add(new IngestMemoryStep(partitions.Sum(p => p.Passages), own, mapped, heap, partitions.Sum(p => p.MemoryBytes), seconds));
            onStep(steps[^1]);
        }

        return new IngestMemoryReport([.. steps]);
    });

    private static async Task<T> InSessionAsync<T>(bool verbose, Func<RagQASession, string, Task<T>> run)
    {
        var root = Directory.CreateTempSubdirectory("ragqa-bench-");
        try
        {
            await using var session = await RagQASession.OpenInProcessAsync(Path.Combine(root.FullName, "data"), verbose, CancellationToken.None);
            await session.Client.PutCollectionAsync(Collection, new CollectionInput(), Principal.Local);
            return await run(session, root.FullName);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static string WriteRound(MadeUpDocuments documents, string folder, int first, int count)
    {
        var files = Directory.CreateDirectory(Path.Combine(folder, "files")).FullName;
        for (var i = 0; i < count; i++)
        {
            documents.Write(files, first + i);
        }

        return files;
    }

    private static async Task<IngestionStatus> IngestAsync(IRagQAClient client, string folder, CancellationToken cancellationToken)
    {
        var started = await client.StartIngestionAsync(new IngestionRequest { Collection = Collection, Paths = [folder] }, cancellationToken);
        var status = await client.WatchIngestionAsync(started.Id, cancellationToken).LastAsync(cancellationToken);
        return status is { State: IngestionState.Done, Failed: 0 }
            ? status
            : throw new RagQAException(FailureKind.Unavailable, $"The ingestion ended as {status.State}: {status.Reason} {status.Failures.FirstOrDefault()?.Reason}");
    }

    /// <summary>The strings that the ingestion encodes, made by the same parts.</summary>
    private static async Task<string[]> EncodedAsync(RagQASession session, string folder, CancellationToken cancellationToken)
    {
        var splitter = session.Services.GetRequiredService<PassageSplitter>();
        var parser = session.Services.GetRequiredService<IFileParser>();
        var files = await Task.WhenAll(FolderReader.Read(folder).Select(file => file.LoadAsync(parser, cancellationToken)));
        return
        [
            .. files.SelectMany(file => file.Documents).SelectMany(found => splitter.Split(found.Document)
                .Select(p => EncodedText.Compose(found.Document.Attributes.Title!, p.Section, found.Document.Text[p.Range.Start..p.Range.End]))),
        ];
    }

    private static byte[] MadeUpVector(byte[] key, int dimension)
    {
        var random = new Random(BitConverter.ToInt32(key));
        var vector = Enumerable.Range(0, dimension).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var norm = MathF.Sqrt(vector.Sum(x => x * x));
        return Vectors.ToBytes(Array.ConvertAll(vector, x => x / norm));
    }
}
