namespace RagQA.Index;

/// <summary>Fuses ranked lists by rank alone, so that scores of different kinds need no scale (Cormack, Clarke, Büttcher 2009).</summary>
public static class ReciprocalRankFusion
{
    /// <summary>The constant of the paper: the larger, the less the first ranks stand out.</summary>
    public const int DefaultK = 60;

    /// <summary>Passages by fused score, best first, ties by lower id.</summary>
    /// <param name="lists">Passage ids of each retriever, best first; an id that comes twice in a list counts where it comes first.</param>
    /// <param name="top">Number of passages wanted, above 0.</param>
    /// <param name="k">Constant added to each rank, not below 0.</param>
    /// <param name="weights">What a list counts, not below 0; null for 1 each.</param>
    public static FusedPassage[] Fuse(IReadOnlyList<IReadOnlyList<long>> lists, int top, int k = DefaultK, IReadOnlyList<double>? weights = null)
    {
        ArgumentNullException.ThrowIfNull(lists);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(top);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        if (weights is not null && (weights.Count != lists.Count || weights.Any(w => !(w >= 0))))
        {
            throw new ArgumentException("Each list needs one weight that is not below 0.", nameof(weights));
        }

        var ranks = new Dictionary<long, int?[]>();
        for (var list = 0; list < lists.Count; list++)
        {
            for (var at = 0; at < lists[list].Count; at++)
            {
                var id = lists[list][at];
                if (!ranks.TryGetValue(id, out var of))
                {
                    ranks.Add(id, of = new int?[lists.Count]);
                }

                of[list] ??= at + 1;
            }
        }

        return [.. ranks
            .Select(pair => new FusedPassage(pair.Key, pair.Value.Select((rank, list) => rank is { } r ? (weights?[list] ?? 1) / (k + r) : 0).Sum(), pair.Value))
            .OrderByDescending(passage => passage.Score)
            .ThenBy(passage => passage.Id)
            .Take(top)];
    }
}
