using System.CommandLine;
using RagQA.Cli.Evaluation;

namespace RagQA.Cli.Commands;

/// <summary>Reproducible figures of quality.</summary>
internal static class EvalCommand
{
    private const string SquadFile = "SQuAD-format file (.json or .json.gz)";

    public static Command Create() => new("eval", "Measures quality on a data set. Example: ragqa eval open --dataset tests/gold/sample.json")
    {
        Of(EvaluationKind.Reader, SquadFile, "Every question with its own paragraph: EM, F1. Example: ragqa eval reader --dataset FILE --limit 500"),
        Of(EvaluationKind.Open, SquadFile, "All paragraphs are the collection, every question is asked of the whole. Example: ragqa eval open --dataset FILE --sample 1000 --seed 1"),
        Of(EvaluationKind.Retrieval, "Folder in the BEIR layout (corpus.jsonl, queries.jsonl, qrels), or another that its files tell", "Documents ranked for queries: nDCG@10, recall, MRR, MAP. Example: ragqa eval retrieval --dataset FOLDER --mode dense"),
        EvalCompareCommand.Create(),
        EvalRegressionsCommand.Create(),
        EvalReportCommand.Create(),
    };

    private static Command Of(EvaluationKind kind, string dataset, string description)
    {
        var command = new Command(kind.ToString().ToLowerInvariant(), description);
        new EvaluationOptions(kind, dataset).AddTo(command);
        return command;
    }
}
