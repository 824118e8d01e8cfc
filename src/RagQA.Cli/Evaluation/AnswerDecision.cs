namespace RagQA.Cli.Evaluation;

/// <summary>Whether a question was answered, and how well that was decided.</summary>
/// <param name="Answerable">Whether there is an answer.</param>
/// <param name="Answered">Whether one was given.</param>
/// <param name="NoAnswer">Score of "no answer": greater means less of an answer.</param>
/// <param name="Confidence">Calibrated confidence; null where there is none.</param>
/// <param name="Right">Whether the best answer, given or not, has an F1 of at least 50 with a gold answer.</param>
internal sealed record AnswerDecision(bool Answerable, bool Answered, double NoAnswer, double? Confidence, bool Right);
