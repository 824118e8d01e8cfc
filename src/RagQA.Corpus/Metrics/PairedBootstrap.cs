namespace RagQA.Corpus;

/// <summary>Two runs over the same questions, compared question by question (Efron and Tibshirani, 1993, chapter 16).</summary>
/// <param name="Difference">Mean of the second run minus mean of the first.</param>
/// <param name="Low">2.5th percentile of the difference over resamples of the questions.</param>
/// <param name="High">97.5th percentile.</param>
/// <param name="P">
/// Two-sided p-value: share of resamples of the differences, moved to mean 0, whose mean is at least as far from 0 as the
/// measured one; never less than 1 / (resamples + 1).
/// </param>
public readonly record struct PairedBootstrap(double Difference, double Low, double High, double P)
{
    /// <summary>Compares values of the same questions in the same order.</summary>
    /// <exception cref="ArgumentException">The lists are empty or not of one length.</exception>
    public static PairedBootstrap Compare(IReadOnlyList<double> first, IReadOnlyList<double> second, int seed, int resamples = 10_000)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count != second.Count || first.Count == 0)
        {
            throw new ArgumentException("Both runs need a value for each question, and there must be one.", nameof(second));
        }

        double[] differences = [.. second.Zip(first, (b, a) => b - a)];
        BootstrapInterval interval = BootstrapInterval.Mean(differences, seed, resamples);
        double[] centred = Array.ConvertAll(differences, d => d - interval.Value);
        int asFar = 0;
        int[] drawn = new int[centred.Length];
        SeededDraw draw = new(seed);
        double far = Math.Abs(interval.Value) - 1e-12;
        for (int i = 0; i < resamples; i++)
        {
            draw.WithReplacement(drawn);
            double sum = 0;
            foreach (int j in drawn)
            {
                sum += centred[j];
            }

            asFar += Math.Abs(sum / drawn.Length) >= far ? 1 : 0;
        }

        return new PairedBootstrap(interval.Value, interval.Low, interval.High, (asFar + 1.0) / (resamples + 1));
    }
}
