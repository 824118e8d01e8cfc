using System.Diagnostics;
using System.Runtime.Intrinsics.X86;
using RagQA.Index;

namespace RagQA.Cli.Benchmarks;

/// <summary>
/// Times the indexes of one partition on made-up passages, in one run with what they are measured by: FAISS' flat index and the memory limit.
/// Steps for each size: 1 build, 2 one question by one core, 3 by all, 4 many questions at once, 5 filters, 6 words, 7 other graphs if asked for.
/// </summary>
internal sealed class IndexBench(int dimension, bool structured, int turns, bool graphs, int[] links, bool faiss, CancellationToken cancellationToken)
{
    private const int Top = 20;
    private const int GraphTop = 10;
    private const int AtOnce = 32;
    private const int Batch = 4096;
    private const int WarmUp = 5000;

    private readonly List<IndexBenchBuild> _builds = [];
    private readonly List<IndexBenchSearch> _searches = [];

    public IndexBenchReport Run(int[] sizes)
    {
        // Once without counting: the first searches of a process run code that is not yet optimised.
        Measure(WarmUp);
        _builds.Clear();
        _searches.Clear();
        foreach (var size in sizes)
        {
            Measure(size);
        }

        var set = Avx512BW.IsSupported ? "AVX-512" : Avx2.IsSupported ? AvxVnni.IsSupported ? "AVX2 with VNNI" : "AVX2" : "128-bit registers";
        return new IndexBenchReport($"{Environment.ProcessorCount} cores, {set}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB", dimension, [.. _builds], [.. _searches]);
    }

    private void Measure(int size)
    {
        var passages = new MadeUpPassages(dimension, size, structured);
        var questions = passages.Questions(200);
        float[] Question(int turn) => questions[(turn % 200 * dimension)..((turn % 200 * dimension) + dimension)];

        // 1
        using var index = new HnswIndex(dimension, new GraphOptions { From = 64 });
        var flat = index.Exact;
        using var reference = faiss ? new FaissIndex(dimension) : null;
        var (adding, addingFaiss) = (new Stopwatch(), new Stopwatch());
        for (var row = 0; row < size; row += Batch)
        {
            var end = Math.Min(size, row + Batch);
            var vectors = passages.Vectors(row, end);
            long[] ids = [.. Enumerable.Range(row, end - row).Select(i => (long)i)];
            Timed(adding, () => index.Add(ids, vectors));
            Timed(addingFaiss, () => reference?.Add(ids, vectors));
        }

        Built(size, "exact, in memory", adding, flat.MemoryBytes, 0);
        Saved(size, flat);
        if (graphs)
        {
            var before = index.MemoryBytes;
            Built(size, "graph, beside it", Timed(new Stopwatch(), () => index.BuildGraph(cancellationToken)), index.MemoryBytes - before, 0);
        }

        if (reference is not null)
        {
            Built(size, "FAISS flat", addingFaiss, reference.MemoryBytes, 0);
        }

        var bare = new byte[(long)size * Codes.Length(dimension)];
        new Random(1).NextBytes(bare);
        var bareQuestion = new sbyte[Codes.Length(dimension)];
        Array.Fill(bareQuestion, (sbyte)3);

        // 2 and 3
        foreach (var cores in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            var contest = new Contest()
                .Add("memory read", _ => BareScans.Read(bare, cores))
                .Add("plain int8 scan", _ => BareScans.Multiply(bare, bareQuestion, cores))
                .Add("exact", turn => flat.Search(Question(turn), Top, null, cores));
            if (reference is not null)
            {
                contest.Add("FAISS flat", turn => reference.SearchRows(Question(turn), Top, cores));
            }

            if (graphs && cores == 1)
            {
                contest.Add("graph", turn => index.Search(Question(turn), GraphTop));
            }

            var times = contest.Run(turns, cancellationToken);
            Note(size, "memory read", 1, cores, 1, times["memory read"]);
            Note(size, "plain int8 scan", 1, cores, 1, times["plain int8 scan"], "memory read", times["memory read"]);
            Note(size, "exact", 1, cores, 1, times["exact"], "plain int8 scan", times["plain int8 scan"]);
            Note(size, "exact", 1, cores, 1, times["exact"], "memory read", times["memory read"]);
            if (times.TryGetValue("FAISS flat", out var faissTime))
            {
                Note(size, "FAISS flat", 1, cores, 1, faissTime, "exact", times["exact"]);
            }

            if (times.TryGetValue("graph", out var graphTime))
            {
                Note(size, "graph", 1, cores, 1, graphTime, "exact", times["exact"], Recall(flat, index, Question, null));
            }
        }

        Many(size, flat, reference, questions);
        foreach (var share in new[] { 0.5, 0.1, 0.01 })
        {
            Filtered(size, share, flat, index, reference, Question);
        }

        Words(size, passages, flat, Question);
        foreach (var m in links)
        {
            Graph(size, m, flat, Question);
        }
    }

    // 7
    private void Graph(int size, int m, FlatIndex flat, Func<int, float[]> question)
    {
        var options = new GraphOptions { From = 64, M = m };
        using var index = new HnswIndex(dimension, options) { AlwaysWalk = true };
        var vector = new float[dimension];
        for (var row = 0; row < size; row++)
        {
            flat.ReadVector(row, vector);
            index.Add([row], vector);
        }

        var before = index.MemoryBytes;
        Built(size, $"graph of {m} links", Timed(new Stopwatch(), () => index.BuildGraph(cancellationToken)), index.MemoryBytes - before, 0);
        foreach (var candidates in new[] { 32, 64, 128, 256 })
        {
            options.EfSearch = candidates;
            var times = new Contest().Add("graph", turn => index.Search(question(turn), GraphTop)).Add("exact", turn => flat.Search(question(turn), GraphTop)).Run(turns, cancellationToken);
            Note(size, $"graph of {m} links, {candidates} candidates", 1, 1, 1, times["graph"], "exact", times["exact"], Recall(flat, index, question, null));
        }
    }

    // 4
    private void Many(int size, FlatIndex flat, FaissIndex? reference, float[] questions)
    {
        var many = questions[..(AtOnce * dimension)];
        foreach (var cores in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            var contest = new Contest()
                .Add("singly", _ =>
                {
                    for (var i = 0; i < AtOnce; i++)
                    {
                        flat.Search(many.AsSpan(i * dimension, dimension), Top, null, cores);
                    }
                })
                .Add("at once", _ => flat.SearchMany(many, Top, null, cores));
            if (reference is not null)
            {
                contest.Add("FAISS flat", _ => reference.SearchRows(many, Top, cores));
            }

            var times = contest.Run(Math.Max(5, turns / 4), cancellationToken);
            Note(size, "exact, one by one", AtOnce, cores, 1, times["singly"]);
            Note(size, "exact, at once", AtOnce, cores, 1, times["at once"], "exact, one by one", times["singly"]);
            if (times.TryGetValue("FAISS flat", out var time))
            {
                Note(size, "FAISS flat (BLAS)", AtOnce, cores, 1, time, "exact, at once", times["at once"]);
            }
        }
    }

    // 5
    private void Filtered(int size, double share, FlatIndex flat, HnswIndex index, FaissIndex? reference, Func<int, float[]> question)
    {
        var filter = new PassageFilter(size);
        var random = new Random(7);
        for (var row = 0; row < size; row++)
        {
            if (random.NextDouble() < share)
            {
                filter.Allow(row);
            }
        }

        var contest = new Contest()
            .Add("exact", turn => flat.Search(question(turn), GraphTop, filter))
            .Add("chosen", turn => index.Search(question(turn), GraphTop, filter))
            .Add("no filter", turn => index.Search(question(turn), GraphTop));
        if (reference is not null)
        {
            contest.Add("FAISS flat", turn => reference.SearchRows(question(turn), GraphTop, 1, filter));
        }

        var times = contest.Run(turns, cancellationToken);
        index.Search(question(0), GraphTop, filter, 1, out var plan);
        Note(size, "exact", 1, 1, share, times["exact"]);
        Note(size, $"as the partition chooses: {plan.Method}", 1, 1, share, times["chosen"], "the same without a filter", times["no filter"], Recall(flat, index, question, filter));
        if (times.TryGetValue("FAISS flat", out var time))
        {
            Note(size, "FAISS flat", 1, 1, share, time, "exact", times["exact"]);
        }
    }

    // 6
    private void Words(int size, MadeUpPassages passages, FlatIndex flat, Func<int, float[]> question)
    {
        var lexical = new LexicalIndex();
        var watch = new Stopwatch();
        for (var row = 0; row < size; row++)
        {
            var terms = passages.Terms(row);
            Timed(watch, () => lexical.Add(row, terms));
        }

        Built(size, "lexical", watch, lexical.MemoryBytes, 0);
        var asked = Enumerable.Range(0, 50).Select(i =>
        {
            var terms = passages.Question(i);
            var counts = lexical.Statistics(terms);
            return (Terms: terms, Weights: Bm25.Weights(counts, [.. terms.Select(_ => 1)]), Length: Bm25.AverageLength(counts));
        }).ToArray();
        var times = new Contest()
            .Add("lexical", turn => Ask(turn, Top))
            .Add("lexical 100", turn => Ask(turn, 100))
            .Add("exact", turn => flat.Search(question(turn), Top))
            .Run(2 * turns, cancellationToken);
        Note(size, "lexical", 1, 1, 1, times["lexical"], "exact", times["exact"]);
        Note(size, "lexical, top 100", 1, 1, 1, times["lexical 100"], "exact", times["exact"]);

        void Ask(int turn, int top)
        {
            var (terms, weights, length) = asked[turn % asked.Length];
            lexical.Search(terms, weights, length, top);
        }
    }

    private void Saved(int size, FlatIndex flat)
    {
        var directory = Directory.CreateTempSubdirectory("ragqa-bench-");
        try
        {
            var path = Path.Combine(directory.FullName, "dense");
            var watch = Timed(new Stopwatch(), () => flat.Save(path));
            Built(size, "exact: save", watch, 0, 0);
            FlatIndex? mapped = null;
            var loading = Timed(new Stopwatch(), () => mapped = FlatIndex.Load(path));
            Built(size, "exact: check and map", loading, mapped!.MemoryBytes, mapped.MappedBytes);
            mapped.Dispose();
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static double Recall(FlatIndex flat, HnswIndex index, Func<int, float[]> question, PassageFilter? filter) => Enumerable.Range(0, 100).Average(i =>
    {
        var exact = flat.Search(question(i), GraphTop, filter).Select(hit => hit.Id).ToArray();
        return exact.Length == 0 ? 1 : exact.Intersect(index.Search(question(i), GraphTop, filter).Select(hit => hit.Id)).Count() / (double)exact.Length;
    });

    private static Stopwatch Timed(Stopwatch watch, Action work)
    {
        watch.Start();
        work();
        watch.Stop();
        return watch;
    }

    private void Built(int size, string what, Stopwatch watch, long bytes, long mapped) =>
        _builds.Add(new IndexBenchBuild(size, what, watch.Elapsed.TotalSeconds, watch.Elapsed.TotalSeconds / size * 100_000, (double)bytes / size, (double)mapped / size));

    private void Note(int size, string what, int questions, int cores, double allowed, double time, string? against = null, double? other = null, double? recall = null) =>
        _searches.Add(new IndexBenchSearch(size, what, questions, cores, allowed, time, against, time / other, recall));
}
