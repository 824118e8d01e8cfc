using System.CommandLine;
using System.Globalization;
using RagQA.Client;

namespace RagQA.Cli.Commands;

/// <summary>Look at bulk jobs, pause, resume and cancel them.</summary>
internal static class IngestionsCommand
{
    public static Command Create() => new("ingestions", "Lists, shows, pauses, resumes and cancels bulk jobs. Example: ragqa ingestions list")
    {
        List(),
        Show(),
        Change("pause", "Stops taking further documents until resumed", static (client, id, ct) => client.PauseIngestionAsync(id, ct)),
        Change("resume", "Goes on with a paused, failed or interrupted job, to its end", static async (client, id, ct) => await IngestionRun.FollowAsync(client, await client.ResumeIngestionAsync(id, ct), ct)),
        Change("cancel", "Ends a job; what went in stays", static (client, id, ct) => client.CancelIngestionAsync(id, ct)),
    };

    private static Command List()
    {
        var (json, data, verbose) = (SharedOptions.Json(), SharedOptions.DataDirectory(), SharedOptions.Verbose());
        var command = new Command("list", "All jobs, the newest first. Example: ragqa ingestions list") { json, data, verbose };
        command.SetAction(async (parse, ct) =>
        {
            await using var session = await RagQASession.OpenAsync(parse.GetRequiredValue(data), parse.GetValue(verbose), ct);
            var jobs = await session.Client.ListIngestionsAsync(Principal.Local, ct);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(jobs);
                return 0;
            }

            foreach (var job in jobs)
            {
                Console.Out.WriteLine(Line(job));
            }

            return 0;
        });
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<Guid>("id") { Description = "Id of the job" };
        var outcome = new Option<IngestionOutcome?>("--outcome") { Description = "Only documents of this outcome: added, updated, unchanged or failed" };
        var (json, data, verbose) = (SharedOptions.Json(), SharedOptions.DataDirectory(), SharedOptions.Verbose());
        var command = new Command("show", "A job and what came of its documents. Example: ragqa ingestions show ID --outcome failed") { id, outcome, json, data, verbose };
        command.SetAction(async (parse, ct) =>
        {
            await using var session = await RagQASession.OpenAsync(parse.GetRequiredValue(data), parse.GetValue(verbose), ct);
            var job = await session.Client.GetIngestionAsync(parse.GetRequiredValue(id), ct);
            var documents = await session.Client.ListIngestionItemsAsync(job.Id, parse.GetValue(outcome), limit: 10_000, ct);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(new { job, documents });
                return 0;
            }

            Console.Out.WriteLine(Line(job));
            foreach (var document in documents)
            {
                Console.Out.WriteLine($"{document.Outcome.ToString().ToLowerInvariant(),-9} {document.Document}{(document.Reason is { } reason ? $": {reason}" : "")}");
            }

            return 0;
        });
        return command;
    }

    private static Command Change(string name, string description, Func<IRagQAClient, Guid, CancellationToken, Task<IngestionStatus>> change)
    {
        var id = new Argument<Guid>("id") { Description = "Id of the job" };
        var (json, data, verbose) = (SharedOptions.Json(), SharedOptions.DataDirectory(), SharedOptions.Verbose());
        var command = new Command(name, $"{description}. Example: ragqa ingestions {name} ID") { id, json, data, verbose };
        command.SetAction(async (parse, ct) =>
        {
            await using var session = await RagQASession.OpenAsync(parse.GetRequiredValue(data), parse.GetValue(verbose), ct);
            var job = await change(session.Client, parse.GetRequiredValue(id), ct);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(job);
            }
            else
            {
                Console.Out.WriteLine(Line(job));
            }

            return job.State == IngestionState.Failed ? 1 : 0;
        });
        return command;
    }

    private static string Line(IngestionStatus job) => string.Create(
        CultureInfo.InvariantCulture,
        $"{job.Id}   {job.Collection}, {job.State.ToString().ToLowerInvariant()}, {job.Done} documents, {job.Passages} passages, {job.Failed} failed, begun {job.CreatedAt.ToLocalTime():yyyy-MM-dd HH:mm}{(job.Reason is { } reason ? $": {reason}" : "")}");
}
