namespace RagQA.Index;

/// <summary>
/// BM25 (Robertson, Zaragoza 2009) with k1 = 0.9 and b = 0.4. The counts come from outside, summed over all partitions,
/// so that a score does not depend on how passages are split.
/// </summary>
public static class Bm25
{
    /// <summary>How fast repeats of a term in a passage stop counting.</summary>
    public const float K1 = 0.9f;

    /// <summary>How much a long passage is held back.</summary>
    public const float B = 0.4f;

    /// <summary>The counts of several partitions for the same terms added up; the revision is the lowest one.</summary>
    /// <exception cref="ArgumentException">They were not asked for the same number of terms.</exception>
    public static LexicalStatistics Sum(IReadOnlyCollection<LexicalStatistics> partitions, int terms)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        var frequencies = new int[terms];
        foreach (var partition in partitions)
        {
            if (partition.PassageFrequencies.Length != terms)
            {
                throw new ArgumentException($"A partition counted {partition.PassageFrequencies.Length} terms, not {terms}.", nameof(partitions));
            }

            for (var i = 0; i < terms; i++)
            {
                frequencies[i] += partition.PassageFrequencies[i];
            }
        }

        return new LexicalStatistics
        {
            Passages = partitions.Sum(partition => partition.Passages),
            TotalLength = partitions.Sum(partition => partition.TotalLength),
            PassageFrequencies = frequencies,
            Revision = partitions.Count == 0 ? 0 : partitions.Min(partition => partition.Revision),
        };
    }

    /// <summary>Weight of each term: multiplicity × ln(1 + (N − n + 0.5) / (n + 0.5)); 0 for a term that no passage holds.</summary>
    /// <param name="sum">Counts of the whole collection.</param>
    /// <param name="multiplicities">How often each term occurs in the question.</param>
    public static float[] Weights(LexicalStatistics sum, IReadOnlyList<int> multiplicities)
    {
        ArgumentNullException.ThrowIfNull(sum);
        ArgumentNullException.ThrowIfNull(multiplicities);
        if (sum.PassageFrequencies.Length != multiplicities.Count)
        {
            throw new ArgumentException("Each counted term has one multiplicity.", nameof(multiplicities));
        }

        var weights = new float[multiplicities.Count];
        for (var i = 0; i < weights.Length; i++)
        {
            double n = sum.PassageFrequencies[i];
            weights[i] = n == 0 ? 0 : (float)(multiplicities[i] * Math.Log(1 + (Math.Max(0, sum.Passages - n) + 0.5) / (n + 0.5)));
        }

        return weights;
    }

    /// <summary>Mean passage length in terms; 0 for an empty collection.</summary>
    public static float AverageLength(LexicalStatistics sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        return sum.Passages == 0 ? 0 : (float)((double)sum.TotalLength / sum.Passages);
    }

    /// <summary>What one term adds to a passage's score.</summary>
    /// <param name="weight">Weight of the term.</param>
    /// <param name="occurrences">How often the passage holds it.</param>
    /// <param name="length">Length of the passage in terms.</param>
    /// <param name="averageLength">Mean length of passages.</param>
    internal static float Score(float weight, int occurrences, int length, float averageLength) =>
        weight * (occurrences * (K1 + 1)) / (occurrences + (K1 * (1 - B + (B * length / averageLength))));
}
