namespace RagQA.Cli.Evaluation;

/// <summary>The best answer of a question with its calibrated confidence; a question for which nothing was found has 0.</summary>
internal readonly record struct ScoredAnswer(bool Answerable, double Confidence, bool Right);
