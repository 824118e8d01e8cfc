namespace RagQA.Index;

/// <summary>
/// How embeddings become whole numbers, each with a scale of its own. A row: bytes from 1 to 255, where 128 stands for 0.
/// A question: signed bytes from -63 to 63, so that two products of 255 and 63 fit in 16 bits, which is what processors add at once.
/// </summary>
internal static class Codes
{
    /// <summary>Codes of a row fill whole cache lines; those past the dimension stand for 0.</summary>
    public const int Step = 64;

    /// <summary>The byte that stands for 0.</summary>
    public const int Zero = 128;

    private const int GreatestOfRow = 127;
    private const int GreatestOfQuestion = 63;

    /// <summary>Codes of a row of <paramref name="dimension"/> numbers.</summary>
    public static int Length(int dimension) => (dimension + Step - 1) / Step * Step;

    /// <summary>Writes the codes of a row.</summary>
    /// <returns>The scale, and how far codes × scale is from the embedding (Euclidean).</returns>
    public static (float Scale, float Residual) Quantize(ReadOnlySpan<float> vector, Span<byte> codes)
    {
        codes.Fill(Zero);
        var scale = Peak(vector) / GreatestOfRow;
        double residual = 0;
        for (var i = 0; i < vector.Length; i++)
        {
            var code = Code(vector[i], scale, GreatestOfRow);
            codes[i] = (byte)(Zero + code);
            residual += Squared(vector[i] - ((double)scale * code));
        }

        return (scale, Up(Math.Sqrt(residual)));
    }

    /// <summary>Writes the codes of a question.</summary>
    /// <returns>The scale, the sum of the codes, the length of codes × scale, and how far that is from the question (Euclidean).</returns>
    public static (float Scale, int Sum, float Norm, float Residual) Quantize(ReadOnlySpan<float> vector, Span<sbyte> codes)
    {
        codes.Clear();
        var scale = Peak(vector) / GreatestOfQuestion;
        double residual = 0, norm = 0;
        var sum = 0;
        for (var i = 0; i < vector.Length; i++)
        {
            codes[i] = (sbyte)Code(vector[i], scale, GreatestOfQuestion);
            sum += codes[i];
            var kept = (double)scale * codes[i];
            norm += Squared(kept);
            residual += Squared(vector[i] - kept);
        }

        return (scale, sum, Up(Math.Sqrt(norm)), Up(Math.Sqrt(residual)));
    }

    /// <summary>Length of an embedding (Euclidean), rounded up.</summary>
    public static float Norm(ReadOnlySpan<float> vector)
    {
        double sum = 0;
        foreach (var x in vector)
        {
            sum += (double)x * x;
        }

        return Up(Math.Sqrt(sum));
    }

    // A peak so small that the scale is 0 leaves all in the residual.
    private static int Code(float number, float scale, int greatest) =>
        scale == 0 ? 0 : (int)Math.Clamp(MathF.Round(number / scale), -greatest, greatest);

    private static double Squared(double x) => x * x;

    private static float Up(double x) => MathF.BitIncrement((float)x);

    private static float Peak(ReadOnlySpan<float> vector)
    {
        var peak = 0f;
        foreach (var x in vector)
        {
            peak = Math.Max(peak, Math.Abs(x));
        }

        return peak;
    }
}
