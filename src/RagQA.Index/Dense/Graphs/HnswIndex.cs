using System.Globalization;

namespace RagQA.Index;

/// <summary>
/// An exact index with a graph over its rows. The graph answers where that is measured to be faster; rows that came after it are compared,
/// and so is everything when a filter leaves few rows. What the graph finds is scored from the embeddings.
/// </summary>
public sealed class HnswIndex : IPassageIndex
{
    /// <summary>A graph is built anew when this share of rows came after it.</summary>
    private const double TailShare = 0.25;

    private const int TrialQuestions = 32;
    private const int TrialHits = 10;

    private readonly GraphOptions _options;
    private readonly FlatIndex _exact;
    private HnswGraph? _graph;

    /// <summary>Makes an empty index.</summary>
    /// <param name="dimension">Numbers per embedding, above 0.</param>
    /// <param name="options">When and how a graph is built and walked; null for the defaults.</param>
    public HnswIndex(int dimension, GraphOptions? options = null)
        : this(new FlatIndex(dimension), null, options)
    {
    }

    private HnswIndex(FlatIndex exact, HnswGraph? graph, GraphOptions? options)
    {
        _exact = exact;
        _graph = graph;
        _options = options ?? new GraphOptions();
    }

    /// <inheritdoc/>
    public int Dimension => _exact.Dimension;

    /// <inheritdoc/>
    public int Count => _exact.Count;

    /// <inheritdoc/>
    public long MemoryBytes => _exact.MemoryBytes + (_graph?.MemoryBytes ?? 0);

    /// <summary>Rows that the graph links; 0 while there is none.</summary>
    public int GraphRows => _graph?.Count ?? 0;

    /// <summary>The rows, searched without the graph.</summary>
    internal FlatIndex Exact => _exact;

    /// <summary>Walks the graph whatever comparing would cost; for measurements.</summary>
    internal bool AlwaysWalk { get; set; }

    /// <summary>Whether there are so many rows outside the graph that <see cref="BuildGraph"/> is worth its time.</summary>
    public bool GraphIsDue => Count >= _options.From && Count - GraphRows > TailShare * Count;

    /// <summary>Maps an index that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file; the graph is in a second one beside it, which may be missing.</param>
    /// <param name="options">When and how a graph is built and walked; null for the defaults.</param>
    /// <exception cref="IndexFileException">A file is missing, truncated, altered or of another kind.</exception>
    public static HnswIndex Load(string path, GraphOptions? options = null) => Load(path, options, File.Exists(GraphFileOf(path)));

    internal static HnswIndex Load(string path, GraphOptions? options, bool withGraph)
    {
        var exact = FlatIndex.Load(path);
        var graph = withGraph ? HnswGraph.Load(GraphFileOf(path)) : null;
        return graph is null || graph.Count <= exact.Count
            ? new HnswIndex(exact, graph, options)
            : throw new IndexFileException(IndexFileFault.Inconsistent, "The graph has more rows than the index.");
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<long> ids, ReadOnlySpan<float> vectors) => _exact.Add(ids, vectors);

    /// <summary>
    /// Builds a graph over the rows that are there and takes it into use. Searches and additions may go on meanwhile; only one build at a time.
    /// </summary>
    /// <exception cref="NativeIndexUnavailableException">The native library cannot be loaded.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; the graph is what it was.</exception>
    public void BuildGraph(CancellationToken cancellationToken = default) => TakeGraph(PrepareGraph()(cancellationToken));

    /// <inheritdoc/>
    public ScoredPassage[] Search(ReadOnlySpan<float> query, int k, PassageFilter? filter = null) => Search(query, k, filter, cores: 1, out _);

    /// <inheritdoc/>
    public ScoredPassage[] Search(ReadOnlySpan<float> query, int k, PassageFilter? filter, int cores, out SearchPlan plan)
    {
        var wanted = _exact.Ids.Reachable(query, Dimension, k, filter);
        var graph = _graph;
        if (wanted == 0 || graph is null)
        {
            plan = new SearchPlan("exact", wanted == 0 ? "no row may be scored" : Text($"{Count} rows have no graph"));
            return _exact.Search(query, k, filter, cores);
        }

        if (graph.Recall < _options.RecallFloor && !AlwaysWalk)
        {
            plan = new SearchPlan("exact", Text($"in a trial walks of the graph found {graph.Recall:P0} of what comparing finds, fewer than {_options.RecallFloor:P0}"));
            return _exact.Search(query, k, filter, cores);
        }

        var cost = new SearchCost(Count, graph.Count, graph.M, filter?.Allowed ?? Count, _options.CandidatesFor(wanted), cores);
        plan = cost.Plan;
        if (!cost.GraphIsCheaper && !AlwaysWalk)
        {
            return _exact.Search(query, k, filter, cores);
        }

        if (Walk(graph, query, cost.Candidates, wanted, filter, AlwaysWalk ? int.MaxValue : cost.MostCompared) is { } hits)
        {
            return hits;
        }

        plan = new SearchPlan("exact", Text($"a walk over {cost.MostCompared} rows did not find enough, so all {filter?.Allowed ?? Count} allowed rows were compared"));
        return _exact.Search(query, k, filter, cores);
    }

    /// <inheritdoc/>
    public void ReadVector(int row, Span<float> destination) => _exact.ReadVector(row, destination);

    /// <inheritdoc/>
    public void Save(string path)
    {
        _exact.Save(path);
        if (_graph is { } graph)
        {
            graph.Save(GraphFileOf(path));
        }
        else
        {
            File.Delete(GraphFileOf(path));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _exact.Dispose();
        _graph = null;
    }

    /// <summary>The file of the graph of an index that is saved under a path.</summary>
    internal static string GraphFileOf(string path) => Path.ChangeExtension(path, ".graph");

    /// <summary>Notes which rows are there and returns what builds a graph over them, for another thread; the index may grow meanwhile.</summary>
    internal Func<CancellationToken, HnswGraph> PrepareGraph()
    {
        // A scan of what comes later begins at a multiple of 64.
        var (blocks, rows) = (_exact.Rows.Snapshot(), Count / 64 * 64);
        return cancellationToken => HnswGraph.Build(blocks, _exact.Rows.Length, rows, _options.LinksFor(rows), _options.EfConstruction, cancellationToken);
    }

    /// <summary>
    /// Tries a graph and takes it into use. Searches that run keep the old one. Embeddings without any structure are as far from each other
    /// wherever a walk stands, so it finds little; then the graph stays unused.
    /// </summary>
    internal void TakeGraph(HnswGraph graph)
    {
        var embedding = new float[Dimension];
        var found = 0;
        var asked = Math.Min(TrialQuestions, graph.Count);
        for (var i = 0; i < asked; i++)
        {
            _exact.ReadVector((int)((long)i * graph.Count / asked), embedding);
            var nearest = _exact.Search(embedding, TrialHits, filter: null, Environment.ProcessorCount);
            var walked = Walk(graph, embedding, _options.CandidatesFor(nearest.Length), nearest.Length, filter: null, int.MaxValue) ?? [];
            found += nearest.IntersectBy(walked.Select(hit => hit.Id), hit => hit.Id).Count();
        }

        graph.Recall = (double)found / (asked * Math.Min(TrialHits, Count));
        Volatile.Write(ref _graph, graph);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private ScoredPassage[]? Walk(HnswGraph graph, ReadOnlySpan<float> query, int keep, int wanted, PassageFilter? filter, int limit)
    {
        var questions = new ScanQuestions(query, _exact.Rows);
        var blocks = _exact.Rows.Snapshot();
        var found = RegisterWidths.Widest switch
        {
            RegisterWidth.Wide => GraphWalk.Find<WideKernel>(graph, blocks, questions, keep, filter, limit),
            RegisterWidth.Avx2 => GraphWalk.Find<Avx2Kernel>(graph, blocks, questions, keep, filter, limit),
            _ => GraphWalk.Find<PortableKernel>(graph, blocks, questions, keep, filter, limit),
        };
        GC.KeepAlive(graph);
        if (found is null)
        {
            return null;
        }

        var hits = ExactSearch.Rescore(_exact.Rows, _exact.Ids, query, found, wanted, questions.ErrorOf(0));
        if (Count > graph.Count)
        {
            var tail = ExactSearch.Search(_exact.Rows, _exact.Ids, query, wanted, filter, 1, RegisterWidths.Widest, graph.Count)[0];
            hits = TopK.Merge([hits, tail], wanted);
        }

        return hits.Length == wanted ? hits : null;
    }
}
