using System.CommandLine;
using System.Globalization;
using RagQA.Cli.Evaluation;
using RagQA.Corpus;
using RagQA.Inference;

namespace RagQA.Cli.Commands;

/// <summary>Fits <c>phrasing.json</c>: which spans of a passage read like an answer.</summary>
internal static class PhrasingCommand
{
    public static Command Create()
    {
        var dataset = new Option<string[]>("--dataset")
        {
            Description = "SQuAD-format file (.json or .json.gz) that the reader was not trained on; may be given several times",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var questions = new Option<int>("--questions") { Description = "Questions drawn from each file", DefaultValueFactory = _ => 3000 };
        var seed = new Option<int>("--seed") { Description = "Seed of the draw", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--output") { Description = "Folder for phrasing.json; the models directory by default" };
        var json = SharedOptions.Json();
        var command = new Command("phrasing", "Fits which spans read like an answer, by their shape alone. Example: ragqa models phrasing --dataset FILE")
        {
            dataset, questions, seed, output, json,
        };
        command.SetAction(async (parse, ct) =>
        {
            var sets = parse.GetRequiredValue(dataset).Select(GoldSet.Read).ToArray();
            using var models = InferenceModels.Open(new InferenceOptions { ModelsDirectory = Locations.Models });
            var drawn = sets.SelectMany(set => EvaluationRequest.Draw(
                [.. set.Questions.Where(q => !q.IsImpossible)], parse.GetValue(questions), parse.GetValue(seed))).ToArray();
            var candidates = new PhrasingFit.Candidate[drawn.Length][];
            await ProgressBar.ForEachAsync("reading", drawn.Length, models.Pool.Threads, i =>
            {
                candidates[i] = CandidatesOf(models.Reader, drawn[i]);
                return Task.CompletedTask;
            }, ct);
            var weights = PhrasingFit.Fit(candidates, Phrasing.Features.Count);
            var phrasing = new Phrasing
            {
                Reader = models.Names.Reader,
                DataSets = [.. sets.Select(set => $"{set.Name}@{set.Sha256[..12]}")],
                Questions = drawn.Length,
                Weights = Phrasing.Features.Zip(weights).ToDictionary(pair => pair.First, pair => MathF.Round(pair.Second, 3)),
            };
            phrasing.Save(parse.GetValue(output) ?? Locations.Models);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(phrasing);
                return 0;
            }

            foreach (var (feature, weight) in phrasing.Weights)
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {feature,-18} {weight,7:0.000}"));
            }

            return 0;
        });
        return command;
    }

    private static PhrasingFit.Candidate[] CandidatesOf(SpanReader reader, GoldQuestion question)
    {
        var passage = ReadingText.From(question.Context).Text;
        var expected = question.Answers.Select(AnswerText.Normalize).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. reader.ReadShapes(ReadingText.From(question.Question).Text, passage).Select(span => new PhrasingFit.Candidate(
                span.Score, span.Shape, expected.Contains(AnswerText.Normalize(passage[span.Range.Start..span.Range.End])))),
        ];
    }
}
