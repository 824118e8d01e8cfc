namespace RagQA.Corpus;

/// <summary>A figure of a sample with its 95 % percentile bootstrap interval (Efron, 1979).</summary>
/// <param name="Value">The figure, most often a mean.</param>
/// <param name="Low">2.5th percentile of the figure over resamples.</param>
/// <param name="High">97.5th percentile.</param>
public readonly record struct BootstrapInterval(double Value, double Low, double High)
{
    /// <summary>Resamples with replacement; the same seed gives the same interval on every machine.</summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static BootstrapInterval Mean(IReadOnlyList<double> values, int seed, int resamples = 1000)
    {
        Check(values);
        double[] sample = [.. values];
        return Of(sample.Length, sample.Average(), seed, resamples, drawn =>
        {
            double sum = 0;
            foreach (int i in drawn)
            {
                sum += sample[i];
            }

            return sum / drawn.Length;
        });
    }

    /// <summary>The same for a figure that is no mean, such as an F1 over decisions: computed anew from every resample.</summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static BootstrapInterval Of<T>(IReadOnlyList<T> values, Func<IReadOnlyList<T>, double> figure, int seed, int resamples = 1000)
    {
        Check(values);
        ArgumentNullException.ThrowIfNull(figure);
        T[] resample = new T[values.Count];
        return Of(values.Count, figure(values), seed, resamples, drawn =>
        {
            for (int i = 0; i < drawn.Length; i++)
            {
                resample[i] = values[drawn[i]];
            }

            return figure(resample);
        });
    }

    private static BootstrapInterval Of(int count, double value, int seed, int resamples, Func<int[], double> figure)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        double[] figures = new double[resamples];
        int[] drawn = new int[count];
        SeededDraw draw = new(seed);
        for (int i = 0; i < resamples; i++)
        {
            draw.WithReplacement(drawn);
            figures[i] = figure(drawn);
        }

        Array.Sort(figures);
        return new BootstrapInterval(value, Percentile(figures, 0.025), Percentile(figures, 0.975));
    }

    private static void Check<T>(IReadOnlyList<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
        {
            throw new ArgumentException("A figure needs at least one value.", nameof(values));
        }
    }

    private static double Percentile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
