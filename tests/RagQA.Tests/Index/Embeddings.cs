namespace RagQA.Tests.Index;

/// <summary>Vectors of length 1 from a seed.</summary>
internal static class Embeddings
{
    /// <summary>Vectors around random centres, as passages gather around topics.</summary>
    public static float[][] Clustered(int count, int dimension, int clusters, int seed, float spread = 0.7f)
    {
        var random = new Random(seed);
        var centres = Enumerable.Range(0, clusters).Select(_ => Gaussian(random, dimension)).ToArray();
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var centre = centres[random.Next(clusters)];
            var noise = Gaussian(random, dimension);
            return Normalised([.. centre.Select((x, i) => x + (spread * noise[i]))]);
        })];
    }

    public static float[][] Random(int count, int dimension, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Normalised(Gaussian(random, dimension)))];
    }

    public static float[] Flatten(IEnumerable<float[]> vectors) => [.. vectors.SelectMany(vector => vector)];

    private static float[] Gaussian(Random random, int dimension) =>
        [.. Enumerable.Range(0, dimension).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];

    private static float[] Normalised(float[] vector)
    {
        var length = MathF.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / length)];
    }
}
