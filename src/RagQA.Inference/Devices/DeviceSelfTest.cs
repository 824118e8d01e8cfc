namespace RagQA.Inference;

/// <summary>One made-up question and passage through encoder and reader: a device that does not find what the CPU finds is not used.</summary>
internal sealed record DeviceSelfTest(float[] Embedding, PassageReading Reading)
{
    /// <summary>
    /// int8 and half precision of the same weights have an inner product of 0.989 and more (the encoder's card); a provider that computes
    /// something else does not come near.
    /// </summary>
    private const float LeastSimilarity = 0.98f;

    private const string Question = "How often is the dressing of the left hand changed?";
    private const string Passage = "The dressing of the left hand is changed every six hours. The right hand needs none.";

    public static DeviceSelfTest Run(InferenceModels models)
        => new(models.QuestionEncoder.Encode(Question), models.Reader.Read(Question, Passage));

    /// <summary>What is wrong with a device that has these results instead of the expected ones; null when nothing is.</summary>
    public string? DifferenceTo(DeviceSelfTest expected)
    {
        var similarity = Dot(Embedding, expected.Embedding);
        if (!(similarity >= LeastSimilarity))
        {
            return $"It encodes a test question otherwise than the CPU: similarity {similarity:F3}, {LeastSimilarity} wanted.";
        }

        return Reading.Spans is [var found, ..] && expected.Reading.Spans is [var wanted, ..] && (found.Start, found.End) == (wanted.Start, wanted.End)
            ? null
            : "It reads another answer in a test passage than the CPU.";
    }

    private static float Dot(float[] left, float[] right) => left.Zip(right, static (l, r) => l * r).Sum();
}
