using System.CommandLine;
using RagQA.Cli.Evaluation;

namespace RagQA.Cli.Commands;

/// <summary>Compares two runs question by question.</summary>
internal static class EvalCompareCommand
{
    public static Command Create()
    {
        var first = new Argument<string>("A") { Description = "File written with --out, or the name that an evaluation printed" };
        var second = new Argument<string>("B") { Description = "The run to compare with A" };
        var json = SharedOptions.Json();
        var command = new Command("compare", "Differences between two runs on the same questions, with intervals and p-values by paired bootstrap. Example: ragqa eval compare before.jsonl after.jsonl")
        {
            first, second, json,
        };
        command.SetAction(parse =>
        {
            var comparison = RunComparison.Of(EvaluationRun.Load(parse.GetRequiredValue(first)), EvaluationRun.Load(parse.GetRequiredValue(second)));
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(comparison);
            }
            else
            {
                comparison.Write(Console.Out);
            }

            return 0;
        });
        return command;
    }
}
