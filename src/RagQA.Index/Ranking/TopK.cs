namespace RagQA.Index;

/// <summary>Merges the sorted hits of several partitions into one list.</summary>
public static class TopK
{
    /// <summary>The best <paramref name="k"/> passages of all lists, best first, ties by lower id; an id that comes twice counts with its better score.</summary>
    /// <param name="lists">Hits of each partition, each list best first.</param>
    /// <param name="k">Number of passages wanted, above 0.</param>
    public static ScoredPassage[] Merge(IReadOnlyList<ScoredPassage[]> lists, int k)
    {
        ArgumentNullException.ThrowIfNull(lists);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        var heads = new PriorityQueue<(int List, int At), ScoredPassage>(lists.Count);
        for (var list = 0; list < lists.Count; list++)
        {
            if (lists[list].Length > 0)
            {
                heads.Enqueue((list, 0), lists[list][0]);
            }
        }

        var merged = new List<ScoredPassage>(Math.Min(k, lists.Sum(list => list.Length)));
        var seen = new HashSet<long>();
        while (merged.Count < k && heads.TryDequeue(out var head, out var best))
        {
            if (seen.Add(best.Id))
            {
                merged.Add(best);
            }

            var (list, at) = (head.List, head.At + 1);
            if (at < lists[list].Length)
            {
                heads.Enqueue((list, at), lists[list][at]);
            }
        }

        return [.. merged];
    }

    /// <summary>Pairs the parallel arrays of <see cref="PartitionHits"/>.</summary>
    /// <exception cref="ArgumentException">The arrays differ in length.</exception>
    public static ScoredPassage[] Pair(long[] ids, float[] scores)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(scores);
        if (ids.Length != scores.Length)
        {
            throw new ArgumentException("Ids and scores come in pairs.", nameof(scores));
        }

        var passages = new ScoredPassage[ids.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            passages[i] = new ScoredPassage(ids[i], scores[i]);
        }

        return passages;
    }
}
