namespace RagQA.Cli.Benchmarks;

/// <summary>
/// Embeddings and words from a seed. An embedding is a point of 64 hidden dimensions around one of many topics, turned into many dimensions and made
/// a little uncertain: neighbours of neighbours are near, as with real ones. Words are drawn by Zipf's law, most of them from the topic's own.
/// </summary>
internal sealed class MadeUpPassages
{
    private const int Hidden = 64;
    private const int RowsPerTopic = 200;
    private const int Words = 60_000;
    private const int WordsPerPassage = 90;

    private readonly int _dimension;
    private readonly bool _structured;
    private readonly float[] _turn;
    private readonly float[][] _topics;

    /// <param name="dimension">Numbers per embedding.</param>
    /// <param name="count">Passages that will be asked for, which decides on the number of topics.</param>
    /// <param name="structured">False for embeddings that point anywhere: the worst case for a graph, as no real text gives it.</param>
    public MadeUpPassages(int dimension, int count, bool structured)
    {
        _dimension = dimension;
        _structured = structured;
        var random = new Random(1);
        _turn = [.. Enumerable.Range(0, Hidden * dimension).Select(_ => Gaussian(random))];
        _topics = [.. Enumerable.Range(0, Math.Max(4, count / RowsPerTopic)).Select(_ => Enumerable.Range(0, Hidden).Select(_ => Gaussian(random)).ToArray())];
    }

    /// <summary>Rows [from, to) as one array; a row is always the same.</summary>
    public float[] Vectors(int from, int to)
    {
        var vectors = new float[(to - from) * _dimension];
        Parallel.For(from, to, row => Fill(new Random(row + 1000), vectors.AsSpan((row - from) * _dimension, _dimension)));
        return vectors;
    }

    /// <summary>Embeddings of questions: near the topics, equal to no passage.</summary>
    public float[] Questions(int count)
    {
        var vectors = new float[count * _dimension];
        for (var i = 0; i < count; i++)
        {
            Fill(new Random(-1 - i), vectors.AsSpan(i * _dimension, _dimension));
        }

        return vectors;
    }

    /// <summary>The words of a passage.</summary>
    public ulong[] Terms(int row)
    {
        var random = new Random(row);
        var topic = row % _topics.Length;
        var terms = new ulong[(WordsPerPassage / 2) + random.Next(WordsPerPassage)];
        for (var i = 0; i < terms.Length; i++)
        {
            terms[i] = (ulong)Word(random, topic);
        }

        return terms;
    }

    /// <summary>Distinct words of a question of about eight words.</summary>
    public ulong[] Question(int question)
    {
        var random = new Random(-1 - question);
        var topic = random.Next(_topics.Length);
        return [.. Enumerable.Range(0, 5 + random.Next(7)).Select(_ => (ulong)Word(random, topic)).Distinct().Order()];
    }

    // Ranks by Zipf's law (frequency 1/rank); a third of the words belongs to the topic.
    private static int Word(Random random, int topic)
    {
        var rank = (int)Math.Exp(random.NextDouble() * Math.Log(Words)) + 5;
        return random.Next(3) == 0 ? Words + (((topic * 977) + (rank % 300)) % Words) : rank;
    }

    private static float Gaussian(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    private void Fill(Random random, Span<float> vector)
    {
        var topic = _topics[random.Next(_topics.Length)];
        vector.Clear();
        for (var h = 0; h < (_structured ? Hidden : 0); h++)
        {
            var x = topic[h] + (0.8f * Gaussian(random));
            var turn = _turn.AsSpan(h * _dimension, _dimension);
            for (var i = 0; i < vector.Length; i++)
            {
                vector[i] += x * turn[i];
            }
        }

        var squares = 0f;
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] += 1.5f * ((2 * random.NextSingle()) - 1);
            squares += vector[i] * vector[i];
        }

        var scale = 1 / MathF.Sqrt(squares);
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] *= scale;
        }
    }
}
