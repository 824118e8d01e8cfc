namespace RagQA.Index;

/// <summary>The three indexes of a partition, whose rows are the same. Dense ids are row numbers, so that a passage can be put in again.</summary>
internal sealed record PartitionParts(IPassageIndex Dense, LexicalIndex Lexical, PartitionPassages Passages) : IDisposable
{
    // An embedding equal to that of another passage ties with it; rows asked beyond k let the lower id come first at the border.
    private const int Spare = 8;

    public void Dispose() => Dense.Dispose();

    public PartitionHits Search(PartitionQuery query, long revision)
    {
        var filter = Passages.InScope(query.Scope, Dense.Count);
        var dense = query.Embedding is null ? [] : SearchDense(Vectors.ToFloats(query.Embedding), query.Top, filter);
        var lexical = query.Terms.Length == 0 ? [] : Lexical.Search(query.Terms, query.TermWeights, query.AverageLength, query.Top, filter);
        return new PartitionHits
        {
            DenseIds = Array.ConvertAll(dense, hit => hit.Id),
            DenseScores = Array.ConvertAll(dense, hit => hit.Score),
            LexicalIds = Array.ConvertAll(lexical, hit => hit.Id),
            LexicalScores = Array.ConvertAll(lexical, hit => hit.Score),
            Revision = revision,
        };
    }

    public Dictionary<long, UInt128> Fingerprints()
    {
        var vector = new float[Dense.Dimension];
        var fingerprints = new Dictionary<long, UInt128>(Passages.Count);
        foreach (var row in Passages.LiveRows())
        {
            Dense.ReadVector(row, vector);
            fingerprints.Add(Passages.IdAt(row), PassageFingerprint.Of(Passages.DocumentAt(row), vector, Lexical.LengthAt(row)));
        }

        return fingerprints;
    }

    private ScoredPassage[] SearchDense(ReadOnlySpan<float> query, int top, PassageFilter? filter)
    {
        var hits = Array.ConvertAll(Dense.Search(query, top + Spare, filter), hit => hit with { Id = Passages.IdAt((int)hit.Id) });
        Array.Sort(hits);
        return hits.Length > top ? hits[..top] : hits;
    }
}
