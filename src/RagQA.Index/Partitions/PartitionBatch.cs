namespace RagQA.Index;

/// <summary>A checked step of the change log, analysed before any lock is taken.</summary>
internal sealed class PartitionBatch
{
    /// <summary>Rows added to an empty dense index in one go. Fixed, so that a rebuilt graph equals a fresh one of the same rows.</summary>
    public const int BulkRows = 16_384;

    private readonly long[] _removed;
    private readonly (long Id, PartitionDocument Document)[] _passages;
    private readonly ulong[][] _terms;
    private readonly IReadOnlyList<PartitionEntry> _entries;

    private PartitionBatch(long[] removed, IReadOnlyList<PartitionEntry> entries, (long, PartitionDocument)[] passages, ulong[][] terms)
    {
        _removed = removed;
        _entries = entries;
        _passages = passages;
        _terms = terms;
    }

    public int Count => _passages.Length;

    public static PartitionBatch Of(IReadOnlyList<PartitionEntry> added, IReadOnlyList<long> removed, int dimension)
    {
        var ids = new HashSet<long>(added.Count);
        var passages = new (long, PartitionDocument)[added.Count];
        var terms = new ulong[added.Count][];
        for (var i = 0; i < added.Count; i++)
        {
            var entry = added[i];
            if (!ids.Add(entry.Id))
            {
                throw new ArgumentException($"Passage {entry.Id} comes twice.", nameof(added));
            }

            if (entry.Embedding.Length != dimension || !InnerProduct.IsFinite(entry.Embedding.Span))
            {
                throw new ArgumentException($"The embedding of passage {entry.Id} must have {dimension} finite numbers.", nameof(added));
            }

            passages[i] = (entry.Id, PartitionDocument.Of(entry));
            terms[i] = LexicalAnalyzer.PassageTerms(entry.Attributes.Title, entry.EncodedText);
        }

        return new PartitionBatch([.. removed], added, passages, terms);
    }

    /// <summary>Share of dead rows once the batch is in.</summary>
    public double DeadShareAfter(PartitionPassages passages)
    {
        var rows = passages.Rows + Count;
        var gone = _removed.Concat(_passages.Select(passage => passage.Id)).Where(passages.Contains).Distinct().Count();
        return rows == 0 ? 0 : (double)(passages.Rows - passages.Count + gone) / rows;
    }

    /// <summary>Adds the embeddings of some of the passages; their ids are the rows that they will have.</summary>
    public void AddVectors(IPassageIndex dense, int first, int from, int to) =>
        AddRows(dense, first + from, to - from, (i, vector) => _entries[from + i].Embedding.Span.CopyTo(vector));

    /// <summary>Removes and adds everything but the embeddings.</summary>
    public void ApplyTo(LexicalIndex lexical, PartitionPassages passages)
    {
        foreach (var id in _removed)
        {
            lexical.Remove(id);
            passages.Remove(id);
        }

        for (var i = 0; i < Count; i++)
        {
            lexical.Remove(_passages[i].Id);
            lexical.Add(_passages[i].Id, _terms[i]);
        }

        passages.Add(_passages);
    }

    /// <summary>Copies the live rows of a partition without those that the batch removes, and adds the batch; the partition is only read.</summary>
    /// <param name="parts">The partition.</param>
    /// <param name="dense">An empty dense index for the copy.</param>
    public PartitionParts Rebuild(PartitionParts parts, IPassageIndex dense)
    {
        var gone = _removed.Concat(_passages.Select(passage => passage.Id)).ToHashSet();
        var rows = parts.Passages.LiveRows().Where(row => !gone.Contains(parts.Passages.IdAt(row))).ToArray();
        for (var at = 0; at < rows.Length + Count; at += BulkRows)
        {
            var first = at;
            AddRows(dense, first, Math.Min(BulkRows, rows.Length + Count - first), (i, vector) =>
            {
                if (first + i < rows.Length)
                {
                    parts.Dense.ReadVector(rows[first + i], vector);
                }
                else
                {
                    _entries[first + i - rows.Length].Embedding.Span.CopyTo(vector);
                }
            });
        }

        var passages = new PartitionPassages();
        passages.Add([.. rows.Select(row => (parts.Passages.IdAt(row), parts.Passages.DocumentAt(row)))]);
        passages.Add(_passages);
        var lexical = parts.Lexical.Compact(gone);
        for (var i = 0; i < Count; i++)
        {
            lexical.Add(_passages[i].Id, _terms[i]);
        }

        return new PartitionParts(dense, lexical, passages);
    }

    private static void AddRows(IPassageIndex dense, int first, int count, Action<int, Span<float>> copyVector)
    {
        var rows = new long[count];
        var vectors = new float[count * dense.Dimension];
        for (var i = 0; i < count; i++)
        {
            rows[i] = first + i;
            copyVector(i, vectors.AsSpan(i * dense.Dimension, dense.Dimension));
        }

        dense.Add(rows, vectors);
    }
}
