using System.Text.Json;
using RagQA.Server.Api;

namespace RagQA.Cli.Evaluation;

/// <summary>A figure that must not move: <c>tests/regressions/*.json</c>.</summary>
internal sealed record Regression
{
    public required string Name { get; init; }

    /// <summary>"reader" or "open".</summary>
    public required string Command { get; init; }

    /// <summary>Path of the data set below the data folder.</summary>
    public required string Dataset { get; init; }

    public required int Sample { get; init; }

    public required int Seed { get; init; }

    public required Dictionary<string, ExpectedFigure> Expected { get; init; }

    /// <summary>Why the tolerance is what it is.</summary>
    public required string Reason { get; init; }

    /// <summary>An expected value and how far below it a run may fall.</summary>
    internal sealed record ExpectedFigure(double Value, double Tolerance);

    public static IEnumerable<Regression> ReadAll(string folder) => Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
        .Select(path => JsonSerializer.Deserialize<Regression>(File.ReadAllText(path), ApiJson.Options)
            ?? throw new RagQAException($"{path} is empty."));

    /// <summary>Runs it and returns one line for each figure, with whether it holds.</summary>
    public async Task<IReadOnlyList<(bool Holds, string Line)>> RunAsync(string data, bool verbose, CancellationToken cancellationToken)
    {
        var set = GoldSet.Read(Path.Combine(data, Dataset));
        var questions = QuestionChoice.Draw(set.Questions, Sample, Seed);
        var report = Command switch
        {
            "reader" => await ReaderEvaluation.RunAsync(set.Name, questions, Locations.Models, cancellationToken),
            "open" => await OpenEvaluation.RunAsync(set, questions, RetrievalMode.Hybrid, top: 20, verbose, cancellationToken),
            _ => throw new RagQAException($"The regression '{Name}' has the command '{Command}'; 'reader' and 'open' are known."),
        };
        var figures = JsonSerializer.SerializeToElement(report, ApiJson.Options);
        return [.. Expected.Select(e =>
        {
            var measured = figures.GetProperty(e.Key).GetDouble();
            var holds = measured >= e.Value.Value - e.Value.Tolerance;
            return (holds, FormattableString.Invariant($"{(holds ? "ok  " : "FAIL")} {Name}, {e.Key}: {measured:0.###} (expected {e.Value.Value:0.###}, tolerance {e.Value.Tolerance:0.###})"));
        })];
    }
}
