namespace RagQA.Corpus;

/// <summary>How well "no answer" is told: of the questions that were not answered, and of those that have no answer. All 0–1.</summary>
/// <param name="Precision">Share of the questions not answered that indeed have no answer; 0 where all were answered.</param>
/// <param name="Recall">Share of the questions without an answer that were not answered; 0 where there are none.</param>
/// <param name="F1">Harmonic mean of both.</param>
public sealed record NoAnswerMetrics(double Precision, double Recall, double F1)
{
    /// <summary>Counts over questions: whether the prediction was "no answer", and whether there is none.</summary>
    public static NoAnswerMetrics Of(IEnumerable<(bool Predicted, bool Actual)> questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        int predicted = 0;
        int actual = 0;
        int both = 0;
        foreach ((bool isPredicted, bool isActual) in questions)
        {
            predicted += isPredicted ? 1 : 0;
            actual += isActual ? 1 : 0;
            both += isPredicted && isActual ? 1 : 0;
        }

        return new NoAnswerMetrics(
            predicted == 0 ? 0 : (double)both / predicted,
            actual == 0 ? 0 : (double)both / actual,
            predicted + actual == 0 ? 0 : 2.0 * both / (predicted + actual));
    }
}
