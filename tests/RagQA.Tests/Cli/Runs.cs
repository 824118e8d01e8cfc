using RagQA.Cli.Evaluation;

namespace RagQA.Tests.Cli;

/// <summary>Runs with made-up results.</summary>
internal static class Runs
{
    public static EvaluationRun Of(string command, params IEnumerable<QuestionResult> results) => new(
        new EvaluationHeader
        {
            Dataset = "set",
            DataSha256 = "hash",
            Command = command,
            Models = new ModelNames { Encoder = "e@1", Reader = "r@1" },
            Code = "code",
            Seconds = 1,
        },
        [.. results]);

    public static QuestionResult Question(string id, double f1, bool answerable = true, bool answered = true, double confidence = 0.5) => new()
    {
        Id = id,
        Scores = answerable ? new Dictionary<string, double> { ["em"] = f1 >= 100 ? 100 : 0, ["f1"] = f1 } : new Dictionary<string, double>(),
        Slices = new Dictionary<string, string> { ["question word"] = "what" },
        Decision = new AnswerDecision(answerable, answered, 1 - confidence, confidence, answerable && f1 >= 50),
    };
}
