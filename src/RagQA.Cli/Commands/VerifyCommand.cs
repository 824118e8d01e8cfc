using System.CommandLine;
using System.Globalization;

namespace RagQA.Cli.Commands;

/// <summary>Compares store, embeddings and index, and repairs what is derived.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var noRepair = new Option<bool>("--no-repair") { Description = "Report only" };
        var (json, data, verbose) = (SharedOptions.Json(), SharedOptions.DataDirectory(), SharedOptions.Verbose());
        var command = new Command("verify", "Compares documents, embeddings and index with each other and repairs what is derived. Example: ragqa verify") { noRepair, json, data, verbose };
        command.SetAction(async (parse, ct) =>
        {
            var directory = SharedOptions.RequireData(parse.GetRequiredValue(data));
            await using var session = await RagQASession.OpenAsync(directory, parse.GetValue(verbose), ct);
            var report = await session.Client.VerifyAsync(!parse.GetValue(noRepair), ct);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(report);
            }
            else
            {
                Write(report);
            }

            return report.IsClean ? 0 : 1;
        });
        return command;
    }

    private static void Write(VerificationReport report)
    {
        foreach (var f in report.Findings)
        {
            string?[] where = [f.Part, f.Collection, f.Document];
            Console.Out.WriteLine($"{(f.Repaired ? "repaired" : "WRONG   ")} {string.Join(", ", where.Where(w => w is not null))}: {f.Problem}");
        }

        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Documents} documents, {report.Passages} passages, {report.Partitions} partitions: {(report.Findings.Length == 0 ? "all as it should be" : $"{report.Findings.Length} findings, {report.Findings.Count(f => !f.Repaired)} not repaired")}"));
    }
}
