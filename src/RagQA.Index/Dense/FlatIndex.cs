namespace RagQA.Index;

/// <summary>
/// Compares every embedding (float32, SIMD): exact, needs no native library, and takes 1.5 kB and some 40 ns per row of 384 numbers.
/// The oracle of the tests and the index of small partitions.
/// </summary>
public sealed class FlatIndex : IPassageIndex
{
    private const int BlockRows = 4096;

    private readonly List<float[]> _blocks = [];
    private PassageIds _ids = new();

    /// <summary>Makes an empty index.</summary>
    /// <param name="dimension">Numbers per embedding, above 0.</param>
    public FlatIndex(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        Dimension = dimension;
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public int Count => _ids.Count;

    /// <inheritdoc/>
    public long MemoryBytes => ((long)_blocks.Count * BlockRows * Dimension * sizeof(float)) + _ids.MemoryBytes;

    private static ReadOnlySpan<byte> Magic => "RQFLAT01"u8;

    /// <summary>Reads an index that <see cref="Save"/> wrote.</summary>
    /// <exception cref="IndexFileException">The file is missing, truncated, altered or of another kind.</exception>
    public static FlatIndex Load(string path) => SealedFile.Read(path, Magic, Read);

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<long> ids, ReadOnlySpan<float> vectors)
    {
        _ids.Check(ids, vectors, Dimension);
        for (var i = 0; i < ids.Length; i++)
        {
            vectors.Slice(i * Dimension, Dimension).CopyTo(RoomFor(Count + i));
        }

        _ids.Append(ids);
    }

    /// <inheritdoc/>
    public ScoredPassage[] Search(ReadOnlySpan<float> query, int k, PassageFilter? filter = null)
    {
        var reachable = _ids.Reachable(query, Dimension, k, filter);
        var best = new BestPassages(reachable);
        if (reachable == 0)
        {
            return best.ToArray();
        }

        if (filter is null)
        {
            for (var row = 0; row < Count; row++)
            {
                Offer(ref best, query, row);
            }
        }
        else
        {
            foreach (var row in filter.Rows)
            {
                Offer(ref best, query, row);
            }
        }

        return best.ToArray();
    }

    /// <inheritdoc/>
    public void ReadVector(int row, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count);
        VectorOf(row).CopyTo(destination);
    }

    /// <inheritdoc/>
    public void Save(string path) => SealedFile.Write(path, Magic, writer =>
    {
        writer.Write(Dimension);
        writer.Write(Count);
        _ids.Write(writer);
        for (var row = 0; row < Count; row++)
        {
            writer.Write(Vectors.ToBytes(VectorOf(row)));
        }
    });

    /// <inheritdoc/>
    public void Dispose() => _blocks.Clear();

    private static FlatIndex Read(BinaryReader reader, long payloadBytes)
    {
        var dimension = reader.ReadInt32();
        var count = reader.ReadInt32();
        if (dimension <= 0 || count < 0 || payloadBytes != 8 + (count * (8L + (4L * dimension))))
        {
            throw new IndexFileException(IndexFileFault.Inconsistent, "The index file has not the size that its counts ask for.");
        }

        var index = new FlatIndex(dimension);
        var ids = PassageIds.Read(reader, count);
        for (var row = 0; row < count; row++)
        {
            Vectors.ToFloats(reader.ReadBytes(dimension * sizeof(float))).CopyTo(index.RoomFor(row));
        }

        index._ids = ids;
        return index;
    }

    private void Offer(ref BestPassages best, ReadOnlySpan<float> query, int row)
    {
        var score = InnerProduct.Of(query, VectorOf(row));
        if (score >= best.Floor)
        {
            best.Offer(new ScoredPassage(_ids[row], score));
        }
    }

    private ReadOnlySpan<float> VectorOf(int row) => _blocks[row / BlockRows].AsSpan(row % BlockRows * Dimension, Dimension);

    private Span<float> RoomFor(int row)
    {
        if (row / BlockRows == _blocks.Count)
        {
            _blocks.Add(GC.AllocateUninitializedArray<float>(BlockRows * Dimension));
        }

        return _blocks[row / BlockRows].AsSpan(row % BlockRows * Dimension, Dimension);
    }
}
