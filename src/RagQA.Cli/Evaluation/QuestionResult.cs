namespace RagQA.Cli.Evaluation;

/// <summary>What an evaluation keeps of one question: numbers, no text.</summary>
internal sealed record QuestionResult
{
    public required string Id { get; init; }

    /// <summary>Scores by name: em and f1 0–100, the rest 0–1. A score that does not apply is not there.</summary>
    public required IReadOnlyDictionary<string, double> Scores { get; init; }

    /// <summary>The slice of each kind that the question belongs to.</summary>
    public IReadOnlyDictionary<string, string> Slices { get; init; } = new Dictionary<string, string>();

    /// <summary>What was decided about answering; null for retrieval.</summary>
    public AnswerDecision? Decision { get; init; }

    /// <summary>Time of each stage; null where the stages are not those of a question.</summary>
    public StageTimings? Timings { get; init; }
}
