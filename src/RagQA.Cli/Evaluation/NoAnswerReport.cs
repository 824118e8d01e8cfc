namespace RagQA.Cli.Evaluation;

/// <summary>How well "no answer" was told from "answer", 0–1.</summary>
internal sealed record NoAnswerReport(double Precision, double Recall, double F1);
