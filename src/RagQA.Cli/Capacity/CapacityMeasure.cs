using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using RagQA.Cli.Benchmarks;
using RagQA.Cli.Evaluation;
using RagQA.Client;
using RagQA.Corpus;
using RagQA.Inference;

namespace RagQA.Cli.Capacity;

/// <summary>Measures the figures that a capacity is computed from, with made-up passages and the sample's questions.</summary>
internal static class CapacityMeasure
{
    private const string Collection = "capacity";
    private const int WarmUpDocuments = 5;
    private const int Documents = 40;
    private const int Questions = 40;
    private const int WarmUpQuestions = 5;
    private const int PassagesOnDevice = 5000;

    /// <summary>Sizes of the partitions: below and above the one from which there is a graph, and the one from which it has more links.</summary>
    private static readonly int[] Sizes = [5_000, 20_000, 80_000, 200_000];

    public static async Task<CapacityFigures> RunAsync(int dimension, bool verbose, Action<string> onStep, CancellationToken cancellationToken)
    {
        onStep("ingesting made-up documents");
        var ingestion = await IngestAsync(verbose, cancellationToken);
        onStep("asking the sample's questions");
        var questionCpu = await AskAsync(verbose, cancellationToken);
        var index = new List<IndexPoint>();
        foreach (var size in Sizes)
        {
            onStep(string.Create(CultureInfo.InvariantCulture, $"building a partition of {size} passages"));
            index.Add(await IndexMeasure.RunAsync(size, dimension, withGraph: true, cancellationToken));
        }

        return new CapacityFigures
        {
            FormatVersion = CapacityFigures.CurrentFormatVersion,
            Measured = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
            Build = ProductVersion.Current,
            Processor = Processor(),
            Dimension = dimension,
            Index = [.. index],
            StoreBytesPerPassage = ingestion.StoreBytes,
            IngestionCpuSecondsPerPassage = ingestion.CpuSeconds,
            QuestionCpuSeconds = questionCpu,
            SiloBytes = ingestion.SiloBytes,
            DevicePassagesPerSecond = ingestion.OnDevice,
        };
    }

    /// <summary>A store is measured closed, when its log has been written into its file; the first documents pay for what is there once.</summary>
    private static async Task<(double StoreBytes, double CpuSeconds, long SiloBytes, double? OnDevice)> IngestAsync(bool verbose, CancellationToken cancellationToken)
    {
        var root = Directory.CreateTempSubdirectory("ragqa-capacity-");
        try
        {
            var data = Path.Combine(root.FullName, "data");
            var documents = new MadeUpDocuments(seed: 3);
            await using (var session = await RagQASession.OpenInProcessAsync(data, verbose, cancellationToken))
            {
                await IngestOnceAsync(session, Files(0, WarmUpDocuments), cancellationToken);
            }

            var before = StoreBytes(data);
            var (passages, cpu, siloBytes, onDevice) = await IngestCountedAsync();
            return ((StoreBytes(data) - before) / (double)passages, cpu / passages, siloBytes, onDevice);

            async Task<(long, double, long, double?)> IngestCountedAsync()
            {
                await using var session = await RagQASession.OpenInProcessAsync(data, verbose, cancellationToken);
                var cpuBefore = Environment.CpuUsage.TotalTime;
                var added = await IngestOnceAsync(session, Files(WarmUpDocuments, Documents), cancellationToken);
                var seconds = (Environment.CpuUsage.TotalTime - cpuBefore).TotalSeconds;
                var partitions = await session.Client.PartitionsAsync(Collection, Principal.Local, cancellationToken);
                GC.Collect();
                var own = IngestMemoryStep.OfProcess().Own - partitions.Sum(p => p.MemoryBytes);
                return (added, seconds, own, await OnDeviceAsync(session.Services.GetRequiredService<ModelDevices>(), cancellationToken));
            }

            string Files(int from, int count)
            {
                var files = Directory.CreateDirectory(Path.Combine(root.FullName, $"files-{from}")).FullName;
                for (var i = from; i < from + count; i++)
                {
                    documents.Write(files, i);
                }

                return files;
            }
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    /// <returns>Passages of these documents.</returns>
    private static async Task<long> IngestOnceAsync(RagQASession session, string files, CancellationToken cancellationToken)
    {
        await session.Client.PutCollectionAsync(Collection, new CollectionInput(), Principal.Local, cancellationToken);
        var started = await session.Client.StartIngestionAsync(new IngestionRequest { Collection = Collection, Paths = [files] }, cancellationToken);
        var status = await session.Client.WatchIngestionAsync(started.Id, cancellationToken).LastAsync(cancellationToken);
        return status is { State: IngestionState.Done, Failed: 0 }
            ? status.Passages
            : throw new RagQAException(FailureKind.Unavailable, $"The ingestion ended as {status.State}: {status.Reason}");
    }

    private static async Task<double?> OnDeviceAsync(ModelDevices devices, CancellationToken cancellationToken)
    {
        if (!devices.IsAccelerated)
        {
            return null;
        }

        var text = string.Join(' ', Enumerable.Repeat("The nurse checks the drain output before the next round.", 14));
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, PassagesOnDevice),
            cancellationToken,
            async (_, ct) => await devices.RunAsync(models => models.PassageEncoder.Encode(text), InferencePriority.Ingestion, ct));
        return devices.IsAccelerated ? PassagesOnDevice / watch.Elapsed.TotalSeconds : null;
    }

    private static async Task<double> AskAsync(bool verbose, CancellationToken cancellationToken)
    {
        var set = GoldSet.Read(Path.Combine(Locations.Home, "tests", "gold", "sample.json"));
        await using var collection = await OpenCollection.OpenAsync(set.Documents, verbose, cancellationToken);
        GoldQuestion[] questions = [.. EvaluationRequest.Draw(set.Questions, Questions + WarmUpQuestions, seed: 1)];
        await AskAllAsync(questions[..WarmUpQuestions]);
        var cpu = Environment.CpuUsage.TotalTime;
        await AskAllAsync(questions[WarmUpQuestions..]);
        return (Environment.CpuUsage.TotalTime - cpu).TotalSeconds / (questions.Length - WarmUpQuestions);

        async Task AskAllAsync(GoldQuestion[] some)
        {
            foreach (var question in some)
            {
                await collection.AskOnceAsync(question, RetrievalMode.Hybrid, 20, collection.Aggregation, cancellationToken);
            }
        }
    }

    private static long StoreBytes(string data) => new DirectoryInfo(data).EnumerateFiles("*", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(data, file.FullName).StartsWith("index", StringComparison.Ordinal))
        .Sum(file => file.Length);

    private static string Processor()
    {
        const string Cpus = "/proc/cpuinfo";
        var name = File.Exists(Cpus)
            ? File.ReadLines(Cpus).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
            : null;
        return name ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
