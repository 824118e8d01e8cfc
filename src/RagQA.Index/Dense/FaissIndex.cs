namespace RagQA.Index;

/// <summary>FAISS over inner product: exact (flat) or a graph (HNSW). Scores are computed again in C#, so that they equal those of <see cref="FlatIndex"/>.</summary>
public sealed class FaissIndex : IPassageIndex
{
    // Asked beyond k, so that passages that tie at the border are there to be ordered by id.
    private const int Spare = 8;
    private const int MostCandidates = 4096;

    // A compared row costs about a quarter of a candidate of the graph, whose neighbours are fetched and compared one by one.
    private const int RowsPerCandidate = 4;

    private readonly FaissHandle _handle;
    private readonly FaissIndexOptions _options;
    private readonly PassageIds _ids;

    /// <summary>Makes an empty index.</summary>
    /// <param name="kind">Exact or graph.</param>
    /// <param name="dimension">Numbers per embedding, above 0.</param>
    /// <param name="options">How a graph is built and walked; null for the defaults.</param>
    /// <exception cref="NativeIndexUnavailableException">The native library cannot be loaded.</exception>
    public FaissIndex(FaissIndexKind kind, int dimension, FaissIndexOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        FaissLibrary.EnsureLoaded();
        _options = options ?? new FaissIndexOptions();
        _ids = new PassageIds();
        Kind = kind;
        Dimension = dimension;
        FaissLibrary.Check(kind == FaissIndexKind.Hnsw
            ? FaissLibrary.CreateHnsw(dimension, _options.M, _options.EfConstruction, out _handle)
            : FaissLibrary.CreateFlat(dimension, out _handle));
    }

    private FaissIndex(FaissHandle handle, FaissIndexKind kind, int dimension, PassageIds ids, FaissIndexOptions options)
    {
        _handle = handle;
        _ids = ids;
        _options = options;
        Kind = kind;
        Dimension = dimension;
    }

    /// <summary>Exact or graph.</summary>
    public FaissIndexKind Kind { get; }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public int Count => _ids.Count;

    /// <inheritdoc/>
    public long MemoryBytes
    {
        get
        {
            FaissLibrary.Check(FaissLibrary.Memory(_handle, out var bytes));
            return bytes + _ids.MemoryBytes;
        }
    }

    /// <summary>Reads an index that <see cref="Save"/> wrote; its checksum is verified before native code sees a byte.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How a graph is walked; how it was built is in the file.</param>
    /// <exception cref="IndexFileException">The file is missing, truncated, altered or of another kind.</exception>
    /// <exception cref="NativeIndexUnavailableException">The native library cannot be loaded.</exception>
    public static FaissIndex Load(string path, FaissIndexOptions? options = null)
    {
        FaissLibrary.EnsureLoaded();
        var file = FaissIndexFile.Read(path);
        FaissLibrary.Check(FaissLibrary.Load(path, out var handle));
        try
        {
            FaissLibrary.Check(FaissLibrary.Count(handle, out var count));
            FaissLibrary.Check(FaissLibrary.Dimension(handle, out var dimension));
            FaissLibrary.Check(FaissLibrary.Kind(handle, out var kind));
            if (count != file.Ids.Count || dimension != file.Dimension || kind != (int)file.Kind)
            {
                throw new IndexFileException(IndexFileFault.Inconsistent, "The native part of the index file is not the one that its ids belong to.");
            }

            return new FaissIndex(handle, file.Kind, dimension, file.Ids, options ?? new FaissIndexOptions());
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<long> ids, ReadOnlySpan<float> vectors)
    {
        _ids.Check(ids, vectors, Dimension);
        FaissLibrary.Check(FaissLibrary.Add(_handle, ids.Length, Dimension, vectors));
        _ids.Append(ids);
    }

    /// <inheritdoc/>
    public ScoredPassage[] Search(ReadOnlySpan<float> query, int k, PassageFilter? filter = null)
    {
        var wanted = _ids.Reachable(query, Dimension, k, filter);
        if (wanted == 0)
        {
            return [];
        }

        var allowed = filter?.Allowed ?? Count;
        var fetch = Math.Min(wanted + Spare, allowed);

        // The graph is walked through forbidden rows too: the smaller the allowed share, the more candidates must be kept.
        var candidates = (int)Math.Min((long)Math.Max(_options.EfSearch, fetch) * Count / allowed, int.MaxValue);
        var exact = Kind == FaissIndexKind.Hnsw
            && (allowed <= _options.ExactUpTo || candidates > MostCandidates || (filter is not null && allowed <= (long)candidates * RowsPerCandidate));
        if (exact)
        {
            return Compare(query, wanted, filter);
        }

        var rows = new long[fetch];
        var scores = new float[fetch];
        var bytes = filter is null ? default : filter.Bytes;
        FaissLibrary.Check(FaissLibrary.Search(_handle, query, Dimension, fetch, candidates, bytes, bytes.Length, scores, rows));

        // Too few: the graph did not lead to enough rows. A tie at the end of an exact search: lower ids may be among those left out.
        var found = Array.IndexOf(rows, -1L) is var end and >= 0 ? end : fetch;
        var cutInTie = Kind == FaissIndexKind.Flat && fetch < allowed && scores[wanted - 1] - scores[^1] <= Math.Abs(scores[^1]) * 1e-5f;
        return found < wanted || cutInTie ? Compare(query, wanted, filter) : Rank(query, rows.AsSpan(0, found), wanted);
    }

    /// <inheritdoc/>
    public void ReadVector(int row, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count);
        using var stored = new StoredVectors(_handle, Dimension);
        stored[row].CopyTo(destination);
    }

    /// <inheritdoc/>
    public void Save(string path) => FaissIndexFile.Write(path, Kind, Dimension, _ids, temporary => FaissLibrary.Check(FaissLibrary.Save(_handle, temporary)));

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private ScoredPassage[] Rank(ReadOnlySpan<float> query, ReadOnlySpan<long> rows, int wanted)
    {
        using var stored = new StoredVectors(_handle, Dimension);
        var best = new BestPassages(wanted);
        foreach (var row in rows)
        {
            best.Offer(new ScoredPassage(_ids[(int)row], InnerProduct.Of(query, stored[(int)row])));
        }

        return best.ToArray();
    }

    private ScoredPassage[] Compare(ReadOnlySpan<float> query, int wanted, PassageFilter? filter)
    {
        using var stored = new StoredVectors(_handle, Dimension);
        var best = new BestPassages(wanted);
        if (filter is null)
        {
            for (var row = 0; row < Count; row++)
            {
                best.Offer(new ScoredPassage(_ids[row], InnerProduct.Of(query, stored[row])));
            }
        }
        else
        {
            foreach (var row in filter.Rows)
            {
                best.Offer(new ScoredPassage(_ids[row], InnerProduct.Of(query, stored[row])));
            }
        }

        return best.ToArray();
    }

    /// <summary>The vectors in native memory; the handle is held so that they cannot be freed meanwhile.</summary>
    private readonly ref struct StoredVectors : IDisposable
    {
        private readonly FaissHandle _handle;
        private readonly nint _start;
        private readonly int _dimension;

        public StoredVectors(FaissHandle handle, int dimension)
        {
            var held = false;
            handle.DangerousAddRef(ref held);
            _handle = handle;
            _dimension = dimension;
            FaissLibrary.Check(FaissLibrary.Vectors(handle, out _start));
        }

        public unsafe ReadOnlySpan<float> this[int row] => new((float*)_start + ((long)row * _dimension), _dimension);

        public void Dispose() => _handle.DangerousRelease();
    }
}
