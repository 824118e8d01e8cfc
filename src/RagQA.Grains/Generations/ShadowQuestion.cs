namespace RagQA.Grains.Generations;

/// <summary>A question that two generations are compared with.</summary>
/// <param name="Text">The question.</param>
/// <param name="Subject">The patient that it is about; null in a reference collection.</param>
/// <param name="Answers">Answers with a few words before or behind them, spaces evened out; empty where the right passages are not known.</param>
internal sealed record ShadowQuestion(string Text, string? Subject, string[] Answers)
{
    /// <summary>Characters around an answer that tell it from the same words elsewhere.</summary>
    private const int Around = 20;

    public bool IsJudged => Answers.Length > 0;

    /// <summary>Whether a passage holds an answer of the right place.</summary>
    public bool IsAnsweredBy(string passage)
    {
        var text = Even(passage);
        return Answers.Any(a => text.Contains(a, StringComparison.Ordinal));
    }

    /// <summary>One of a gold set.</summary>
    /// <param name="question">The question.</param>
    /// <param name="context">The paragraph that answers it.</param>
    /// <param name="answers">Where the answers stand in the paragraph.</param>
    public static ShadowQuestion Of(string question, string context, IEnumerable<TextRange> answers)
        => new(question, null, [.. answers.SelectMany(a => new[]
        {
            // A passage may begin or end next to the answer, so one side is enough.
            Even(context[Math.Max(0, a.Start - Around)..a.End]),
            Even(context[a.Start..Math.Min(context.Length, a.End + Around)]),
        }).Distinct(StringComparer.Ordinal)]);

    private static string Even(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
