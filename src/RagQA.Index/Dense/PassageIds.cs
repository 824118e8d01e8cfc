namespace RagQA.Index;

/// <summary>The ids of an index in the order of its rows, each once.</summary>
internal sealed class PassageIds
{
    private readonly HashSet<long> _known = [];
    private long[] _ids = [];

    public int Count { get; private set; }

    public long MemoryBytes => (_ids.Length * sizeof(long)) + (_known.Count * 24L);

    public ReadOnlySpan<long> Span => _ids.AsSpan(0, Count);

    public long this[int row] => _ids[row];

    /// <summary>Checks what is to be added, before anything changes.</summary>
    public void Check(ReadOnlySpan<long> ids, ReadOnlySpan<float> vectors, int dimension)
    {
        if (vectors.Length != (long)ids.Length * dimension)
        {
            throw new ArgumentException($"{ids.Length} ids need {(long)ids.Length * dimension} numbers ({dimension} each), not {vectors.Length}.", nameof(vectors));
        }

        if (!InnerProduct.IsFinite(vectors))
        {
            throw new ArgumentException("An embedding holds a number that is not finite.", nameof(vectors));
        }

        var fresh = new HashSet<long>(ids.Length);
        foreach (var id in ids)
        {
            if (_known.Contains(id) || !fresh.Add(id))
            {
                throw new ArgumentException($"Passage {id} is in the index already; ids are unique.", nameof(ids));
            }
        }
    }

    public void Append(ReadOnlySpan<long> ids)
    {
        if (Count + ids.Length > _ids.Length)
        {
            Array.Resize(ref _ids, Math.Max(Count + ids.Length, Count + (Count / 2)));
        }

        ids.CopyTo(_ids.AsSpan(Count));
        Count += ids.Length;
        foreach (var id in ids)
        {
            _known.Add(id);
        }
    }

    /// <summary>Checks the arguments of a search and returns how many passages it can give at most.</summary>
    public int Reachable(ReadOnlySpan<float> query, int dimension, int k, PassageFilter? filter)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        if (query.Length != dimension)
        {
            throw new ArgumentException($"The query has {query.Length} numbers and the index {dimension}.", nameof(query));
        }

        if (!InnerProduct.IsFinite(query))
        {
            throw new ArgumentException("The query holds a number that is not finite.", nameof(query));
        }

        if (filter is { Length: var length } && length > Count)
        {
            throw new ArgumentException($"The filter speaks about {length} rows and the index has {Count}.", nameof(filter));
        }

        return Math.Min(k, filter?.Allowed ?? Count);
    }

    public void Write(BinaryWriter writer)
    {
        foreach (var id in Span)
        {
            writer.Write(id);
        }
    }

    public static PassageIds Read(BinaryReader reader, int count)
    {
        var ids = new long[count];
        for (var row = 0; row < count; row++)
        {
            ids[row] = reader.ReadInt64();
        }

        var read = new PassageIds();
        read.Append(ids);
        return read._known.Count == count
            ? read
            : throw new IndexFileException(IndexFileFault.Inconsistent, "The index file holds an id twice.");
    }
}
