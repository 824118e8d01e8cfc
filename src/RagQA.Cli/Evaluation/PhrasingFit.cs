namespace RagQA.Cli.Evaluation;

/// <summary>
/// Maximum likelihood of the right spans among a passage's candidates, in a softmax of logits plus weighted shape, by
/// AdaGrad (Duchi et al. 2011) with a little L2. Questions whose candidates are all wrong teach nothing.
/// </summary>
internal static class PhrasingFit
{
    private const int Epochs = 12;
    private const float Rate = 0.1f;
    private const float Ridge = 0.002f;

    public static float[] Fit(IReadOnlyList<Candidate[]> questions, int features)
    {
        var weights = new float[features];
        var squares = new float[features];
        Array.Fill(squares, 0.01f);
        var order = questions.Where(candidates => candidates.Any(c => c.IsRight)).ToArray();
        var random = new Random(1);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var candidates in order)
            {
                Step(candidates, weights, squares);
            }
        }

        return weights;
    }

    private static void Step(Candidate[] candidates, float[] weights, float[] squares)
    {
        var scores = Array.ConvertAll(candidates, c => c.Score + c.Shape.Select((value, i) => value * weights[i]).Sum());
        var largest = scores.Max();
        var exponentials = Array.ConvertAll(scores, s => MathF.Exp(s - largest));
        var all = exponentials.Sum();
        var right = exponentials.Where((_, i) => candidates[i].IsRight).Sum();
        for (var feature = 0; feature < weights.Length; feature++)
        {
            var gradient = Ridge * weights[feature];
            for (var i = 0; i < candidates.Length; i++)
            {
                var surplus = (exponentials[i] / all) - (candidates[i].IsRight ? exponentials[i] / right : 0);
                gradient += surplus * candidates[i].Shape[feature];
            }

            squares[feature] += gradient * gradient;
            weights[feature] -= Rate * gradient / MathF.Sqrt(squares[feature]);
        }
    }

    /// <summary>A span that could be the answer.</summary>
    /// <param name="Score">Its logits.</param>
    /// <param name="Shape">Its features.</param>
    /// <param name="IsRight">Whether it equals an expected answer.</param>
    internal sealed record Candidate(float Score, float[] Shape, bool IsRight);
}
