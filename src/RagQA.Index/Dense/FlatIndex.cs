namespace RagQA.Index;

/// <summary>
/// Exact search without a native library. Every row is estimated from 8-bit codes with a scale of its own (a quarter of the bytes of float32),
/// and every row that the bound on the error of the estimate does not rule out is scored from its float32 embedding: the hits are those of
/// comparing all embeddings. Saved rows are mapped from their file: the operating system keeps the codes in memory and of the embeddings what is used.
/// </summary>
public sealed class FlatIndex : IPassageIndex
{
    private readonly VectorRows _rows;
    private readonly PassageIds _ids;
    private readonly RegisterWidth _width;

    /// <summary>Makes an empty index.</summary>
    /// <param name="dimension">Numbers per embedding, above 0.</param>
    public FlatIndex(int dimension)
        : this(dimension, RegisterWidths.Widest)
    {
    }

    internal FlatIndex(int dimension, RegisterWidth width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        _rows = new VectorRows(dimension);
        _ids = new PassageIds();
        _width = width;
    }

    private FlatIndex(VectorRows rows, PassageIds ids)
    {
        _rows = rows;
        _ids = ids;
        _width = RegisterWidths.Widest;
    }

    /// <inheritdoc/>
    public int Dimension => _rows.Dimension;

    /// <inheritdoc/>
    public int Count => _ids.Count;

    /// <inheritdoc/>
    public long MemoryBytes => _rows.MemoryBytes + _ids.MemoryBytes;

    /// <summary>Bytes mapped from a file, which are in memory only as far as they are used.</summary>
    public long MappedBytes => _rows.MappedBytes;

    internal VectorRows Rows => _rows;

    internal PassageIds Ids => _ids;

    /// <summary>Maps an index that <see cref="Save"/> wrote.</summary>
    /// <exception cref="IndexFileException">The file is missing, truncated, altered or of another kind.</exception>
    public static FlatIndex Load(string path)
    {
        var (rows, ids) = VectorFile.Map(path);
        return new FlatIndex(rows, ids);
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<long> ids, ReadOnlySpan<float> vectors)
    {
        _ids.Check(ids, vectors, Dimension);
        _rows.Add(vectors);
        _ids.Append(ids);
    }

    /// <inheritdoc/>
    public ScoredPassage[] Search(ReadOnlySpan<float> query, int k, PassageFilter? filter = null) => Search(query, k, filter, cores: 1);

    /// <summary>The best passages, found by several cores.</summary>
    /// <param name="query">Embedding of the question <c>[dimension]</c>.</param>
    /// <param name="k">Number of passages wanted, above 0.</param>
    /// <param name="filter">Rows that may be scored; null for all.</param>
    /// <param name="cores">Cores that may work on it, above 0; a small index uses fewer.</param>
    public ScoredPassage[] Search(ReadOnlySpan<float> query, int k, PassageFilter? filter, int cores)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cores);
        var reachable = _ids.Reachable(query, Dimension, k, filter);
        return reachable == 0 ? [] : ExactSearch.Search(_rows, _ids, query, reachable, filter, cores, _width)[0];
    }

    /// <inheritdoc/>
    public ScoredPassage[] Search(ReadOnlySpan<float> query, int k, PassageFilter? filter, int cores, out SearchPlan plan)
    {
        plan = new SearchPlan("exact", "the partition is set to compare every row");
        return Search(query, k, filter, cores);
    }

    /// <summary>The best passages of several questions in one pass over the rows, which costs much less than a pass for each.</summary>
    /// <param name="queries">Embeddings <c>[questions, dimension]</c>.</param>
    /// <param name="k">Number of passages wanted for each, above 0.</param>
    /// <param name="filter">Rows that may be scored; null for all.</param>
    /// <param name="cores">Cores that may work on it, above 0.</param>
    public ScoredPassage[][] SearchMany(ReadOnlySpan<float> queries, int k, PassageFilter? filter = null, int cores = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cores);
        if (queries.IsEmpty || queries.Length % Dimension != 0)
        {
            throw new ArgumentException($"The questions have {queries.Length} numbers, which is no multiple of {Dimension} above 0.", nameof(queries));
        }

        var reachable = 0;
        for (var i = 0; i < queries.Length; i += Dimension)
        {
            reachable = _ids.Reachable(queries.Slice(i, Dimension), Dimension, k, filter);
        }

        return reachable == 0
            ? [.. Enumerable.Repeat(Array.Empty<ScoredPassage>(), queries.Length / Dimension)]
            : ExactSearch.Search(_rows, _ids, queries, reachable, filter, cores, _width);
    }

    /// <inheritdoc/>
    public void ReadVector(int row, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count);
        _rows.VectorOf(row).CopyTo(destination);
    }

    /// <inheritdoc/>
    public void Save(string path) => VectorFile.Write(path, _rows, _ids);

    /// <inheritdoc/>
    public void Dispose() => _rows.Clear();
}
