using System.Text.Json;
using RagQA.Server.Api;

namespace RagQA.Cli.Evaluation;

/// <summary>Results of an evaluation, question by question; kept as JSON Lines below a header.</summary>
internal sealed record EvaluationRun(EvaluationHeader Header, IReadOnlyList<QuestionResult> Results)
{
    /// <summary>Runs are kept here under a short name, so that any two can be compared.</summary>
    public static string Folder => Path.Combine(Locations.EvaluationCache, "runs");

    /// <summary>Short name: the same command with the same data, models and code has the same one.</summary>
    public string Name => CodeVersion.ShortHash(string.Join('|', Header.Command, Header.DataSha256, Header.Models.Encoder, Header.Models.Reader, Header.Code))[..8];

    public void Save(string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var temporary = path + ".tmp";
        File.WriteAllLines(
            temporary,
            Results.Select(r => JsonSerializer.Serialize(r, ApiJson.Options)).Prepend(JsonSerializer.Serialize(Header, ApiJson.Options)));
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads a file, or a run by the name under which it was kept.</summary>
    public static EvaluationRun Load(string nameOrPath)
    {
        var path = File.Exists(nameOrPath) ? nameOrPath : Path.Combine(Folder, nameOrPath + ".jsonl");
        if (!File.Exists(path))
        {
            throw new RagQAException(FailureKind.NotFound, $"There is no run {nameOrPath}: give a file written with --out, or the name that an evaluation printed.");
        }

        var number = 1;
        try
        {
            var lines = File.ReadLines(path).GetEnumerator();
            var header = lines.MoveNext() ? JsonSerializer.Deserialize<EvaluationHeader>(lines.Current, ApiJson.Options) : null;
            if (header is not { FormatVersion: EvaluationHeader.CurrentFormat })
            {
                throw new RagQAException(FailureKind.Unsupported, $"{nameOrPath} is no run of this version: evaluate again.");
            }

            var results = new List<QuestionResult>();
            for (; lines.MoveNext(); number++)
            {
                results.Add(JsonSerializer.Deserialize<QuestionResult>(lines.Current, ApiJson.Options)!);
            }

            return new EvaluationRun(header, results);
        }
        catch (JsonException e)
        {
            throw new RagQAException(FailureKind.Unsupported, $"{nameOrPath}, line {number}: this is no run of an evaluation.", e);
        }
    }
}
