namespace RagQA.Cli.Evaluation;

/// <summary>A question of the open setting with what was read for it.</summary>
/// <param name="Question">The question.</param>
/// <param name="Reading">What was read.</param>
/// <param name="Answerable">Whether its article is indexed.</param>
internal sealed record AskedQuestion(GoldQuestion Question, OpenReading Reading, bool Answerable);
