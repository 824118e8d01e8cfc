namespace RagQA.Index;

/// <summary>
/// FAISS' flat index over inner product: every float32 embedding is compared. Scores are computed again in C#, so that they equal those of
/// <see cref="FlatIndex"/>, which finds the same several times faster: this one is the measure that it is compared with.
/// </summary>
public sealed class FaissIndex : IPassageIndex
{
    // Asked beyond k, so that passages that tie at the border are there to be ordered by id.
    private const int Spare = 8;

    private readonly FaissHandle _handle;
    private readonly PassageIds _ids;

    /// <summary>Makes an empty index.</summary>
    /// <param name="dimension">Numbers per embedding, above 0.</param>
    /// <exception cref="NativeIndexUnavailableException">The native library cannot be loaded.</exception>
    public FaissIndex(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        FaissLibrary.EnsureLoaded();
        _ids = new PassageIds();
        Dimension = dimension;
        FaissLibrary.Check(FaissLibrary.CreateFlat(dimension, out _handle));
    }

    private FaissIndex(FaissHandle handle, int dimension, PassageIds ids)
    {
        _handle = handle;
        _ids = ids;
        Dimension = dimension;
    }

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
    /// <exception cref="IndexFileException">The file is missing, truncated, altered or of another kind.</exception>
    /// <exception cref="NativeIndexUnavailableException">The native library cannot be loaded.</exception>
    public static FaissIndex Load(string path)
    {
        FaissLibrary.EnsureLoaded();
        var file = FaissIndexFile.Read(path);
        FaissLibrary.Check(FaissLibrary.Load(path, out var handle));
        try
        {
            FaissLibrary.Check(FaissLibrary.Count(handle, out var count));
            FaissLibrary.Check(FaissLibrary.Dimension(handle, out var dimension));
            if (count != file.Ids.Count || dimension != file.Dimension)
            {
                throw new IndexFileException(IndexFileFault.Inconsistent, "The native part of the index file is not the one that its ids belong to.");
            }

            return new FaissIndex(handle, dimension, file.Ids);
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
        var (rows, scores) = SearchRows(query, fetch, threads: 1, filter);

        // A tie at the end: lower ids may be among those left out.
        return fetch < allowed && scores[wanted - 1] - scores[^1] <= Math.Abs(scores[^1]) * 1e-5f ? Compare(query, wanted, filter) : Rank(query, rows, wanted);
    }

    /// <inheritdoc/>
    public ScoredPassage[] Search(ReadOnlySpan<float> query, int k, PassageFilter? filter, int cores, out SearchPlan plan)
    {
        plan = new SearchPlan("faiss-flat", "the partition is set to FAISS' flat index");
        return Search(query, k, filter);
    }

    /// <summary>FAISS' own answer to several questions: rows and scores, best first, <paramref name="k"/> for each; -1 where there are no more.</summary>
    internal (long[] Rows, float[] Scores) SearchRows(ReadOnlySpan<float> queries, int k, int threads, PassageFilter? filter = null)
    {
        var count = queries.Length / Dimension;
        var (rows, scores) = (new long[count * k], new float[count * k]);
        var bytes = filter is null ? default : filter.Bytes;
        FaissLibrary.Check(FaissLibrary.Search(_handle, count, queries, Dimension, k, threads, bytes, bytes.Length, scores, rows));
        return (rows, scores);
    }

    /// <inheritdoc/>
    public void ReadVector(int row, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count);
        using var stored = new StoredVectors(_handle, Dimension);
        stored[row].CopyTo(destination);
    }

    /// <inheritdoc/>
    public void Save(string path) => FaissIndexFile.Write(path, Dimension, _ids, temporary => FaissLibrary.Check(FaissLibrary.Save(_handle, temporary)));

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
