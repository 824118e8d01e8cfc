namespace RagQA.Index;

/// <summary>The ids of an index in the order of its rows, each once.</summary>
internal sealed class PassageIds
{
    // Made only when ids do not come in rising order; while they do, the last one tells.
    private HashSet<long>? _known;
    private long[] _ids = [];

    public int Count { get; private set; }

    public long MemoryBytes => (_ids.Length * sizeof(long)) + ((_known?.Count ?? 0) * 24L);

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

        if (Follow(ids))
        {
            return;
        }

        var known = Known();
        var fresh = new HashSet<long>(ids.Length);
        foreach (var id in ids)
        {
            if (known.Contains(id) || !fresh.Add(id))
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

        var known = Follow(ids) ? _known : Known();
        ids.CopyTo(_ids.AsSpan(Count));
        Count += ids.Length;
        known?.UnionWith(ids.ToArray());
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

    /// <summary>Takes the ids of a file.</summary>
    public static PassageIds Of(ReadOnlySpan<long> ids)
    {
        var read = new PassageIds();
        read.Append(ids);
        return read._known is null || read._known.Count == ids.Length
            ? read
            : throw new IndexFileException(IndexFileFault.Inconsistent, "The index file holds an id twice.");
    }

    // True when the ids rise, and begin above all that are there.
    private bool Follow(ReadOnlySpan<long> ids)
    {
        if (_known is not null)
        {
            return false;
        }

        var last = Count == 0 ? long.MinValue : _ids[Count - 1];
        foreach (var id in ids)
        {
            if (id <= last && !(Count == 0 && last == long.MinValue))
            {
                return false;
            }

            last = id;
        }

        return true;
    }

    private HashSet<long> Known() => _known ??= [.. _ids.AsSpan(0, Count)];
}
