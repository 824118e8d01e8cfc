using System.Text;

namespace RagQA.Corpus;

/// <summary>
/// Figures of one ranking against graded judgements, as <c>trec_eval</c> counts them: a grade of 0 or less is not relevant,
/// what is not judged is not relevant. All are 0–1, and 0 where nothing is relevant.
/// </summary>
public static class RankingMetrics
{
    /// <summary>
    /// The order in which <c>trec_eval</c> sees a ranking, whatever order it is given in: greater scores first, as single
    /// precision numbers; of equal ones the id that is greater byte by byte first.
    /// </summary>
    public static IReadOnlyList<string> TrecOrder(IEnumerable<(string Id, double Score)> scored) =>
    [
        .. scored.OrderByDescending(s => (float)s.Score).ThenByDescending(s => s.Id, Utf8Order).Select(s => s.Id),
    ];

    private static Comparer<string> Utf8Order { get; } =
        Comparer<string>.Create((a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)));

    /// <summary>1 if something relevant is among the first <paramref name="k"/>, else 0.</summary>
    public static double HitAt<T>(IReadOnlyList<T> ranked, IReadOnlySet<T> relevant, int k)
        where T : notnull => First(ranked, relevant.Contains) is int rank && rank <= Positive(k) ? 1 : 0;

    /// <summary>1 divided by the rank of the first relevant item; its mean over questions is MRR.</summary>
    public static double ReciprocalRank<T>(IReadOnlyList<T> ranked, IReadOnlySet<T> relevant)
        where T : notnull => First(ranked, relevant.Contains) is int rank ? 1.0 / rank : 0;

    /// <summary>Share of all relevant items that are among the first <paramref name="k"/>.</summary>
    public static double RecallAt<T>(IReadOnlyList<T> ranked, IReadOnlySet<T> relevant, int k)
        where T : notnull
    {
        Check(ranked);
        return relevant.Count == 0 ? 0 : (double)ranked.Take(Positive(k)).Count(relevant.Contains) / relevant.Count;
    }

    /// <summary>Mean over the relevant items of the precision at their ranks; its mean over questions is MAP.</summary>
    public static double AveragePrecision<T>(IReadOnlyList<T> ranked, IReadOnlySet<T> relevant)
        where T : notnull
    {
        Check(ranked);
        double sum = 0;
        int found = 0;
        for (int i = 0; i < ranked.Count; i++)
        {
            if (relevant.Contains(ranked[i]))
            {
                found++;
                sum += (double)found / (i + 1);
            }
        }

        return relevant.Count == 0 ? 0 : sum / relevant.Count;
    }

    /// <summary>
    /// Normalised discounted cumulative gain over the first <paramref name="k"/> (Järvelin and Kekäläinen, 2002) with the
    /// grade itself as gain and the discount 1 / log2(rank + 1).
    /// </summary>
    public static double NdcgAt<T>(IReadOnlyList<T> ranked, IReadOnlyDictionary<T, int> grades, int k = 10)
        where T : notnull
    {
        Check(ranked);
        ArgumentNullException.ThrowIfNull(grades);
        double ideal = Gain(grades.Values.Where(grade => grade > 0).OrderDescending().Take(Positive(k)));
        double actual = Gain(ranked.Take(k).Select(item => grades.TryGetValue(item, out int grade) ? Math.Max(0, grade) : 0));
        return ideal == 0 ? 0 : actual / ideal;
    }

    private static double Gain(IEnumerable<int> grades) => grades.Select((grade, i) => grade / Math.Log2(i + 2)).Sum();

    private static int? First<T>(IReadOnlyList<T> ranked, Func<T, bool> isRelevant)
        where T : notnull
    {
        Check(ranked);
        for (int i = 0; i < ranked.Count; i++)
        {
            if (isRelevant(ranked[i]))
            {
                return i + 1;
            }
        }

        return null;
    }

    private static int Positive(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        return k;
    }

    // An item that is ranked twice would be counted twice.
    private static void Check<T>(IReadOnlyList<T> ranked)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(ranked);
        if (ranked.Count != ranked.Distinct().Count())
        {
            throw new ArgumentException("An item is ranked twice.", nameof(ranked));
        }
    }
}
