namespace RagQA.Corpus;

/// <summary>A mean with its 95 % percentile bootstrap interval (Efron, 1979).</summary>
/// <param name="Value">Mean of the sample.</param>
/// <param name="Low">2.5th percentile of the means of the resamples.</param>
/// <param name="High">97.5th percentile.</param>
public readonly record struct BootstrapInterval(double Value, double Low, double High)
{
    /// <summary>Resamples with replacement; the same seed gives the same interval on every machine.</summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static BootstrapInterval Mean(IReadOnlyList<double> values, int seed, int resamples = 1000)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (values.Count == 0)
        {
            throw new ArgumentException("A mean needs at least one value.", nameof(values));
        }

        double[] sample = [.. values];
        double[] means = new double[resamples];
        ulong state = (ulong)seed;
        for (int i = 0; i < resamples; i++)
        {
            double sum = 0;
            for (int j = 0; j < sample.Length; j++)
            {
                sum += sample[(int)Math.BigMul(Next(ref state), (ulong)sample.Length, out _)];
            }

            means[i] = sum / sample.Length;
        }

        Array.Sort(means);
        return new BootstrapInterval(sample.Average(), Percentile(means, 0.025), Percentile(means, 0.975));
    }

    private static double Percentile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    // SplitMix64 (Steele, Lea and Flood, 2014): figures must not change with the runtime's own generator.
    private static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
