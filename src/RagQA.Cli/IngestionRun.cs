using System.Globalization;
using RagQA.Client;
using Spectre.Console;

namespace RagQA.Cli;

/// <summary>Starts a bulk job and follows it with a progress bar on standard error.</summary>
internal static class IngestionRun
{
    public static async Task<IngestionStatus> RunAsync(IRagQAClient client, IngestionRequest request, CancellationToken cancellationToken)
        => await FollowAsync(client, await client.StartIngestionAsync(request, cancellationToken), cancellationToken);

    public static async Task<IngestionStatus> FollowAsync(IRagQAClient client, IngestionStatus status, CancellationToken cancellationToken)
    {
        await Terminal.Error.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(status.Collection));
                await foreach (var next in client.WatchIngestionAsync(status.Id, cancellationToken))
                {
                    status = next;
                    bar.MaxValue = Math.Max(1, status.ExpectedBytes);
                    bar.Value = status.HandledBytes;
                    bar.Description = Markup.Escape(Progress(status));
                }
            });
        return status;
    }

    /// <summary>One line on how far a job is.</summary>
    public static string Progress(IngestionStatus status)
    {
        var left = status is { IsAtRest: false, Remaining: { } remaining } ? $", {Left(remaining)} left" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{status.Collection}: {status.Done + status.Failed} of {status.Documents} documents found, {status.PassagesPerSecond:0} passages/s{left}");
    }

    /// <summary>One line per failed document, and one on the whole.</summary>
    public static void Report(IngestionStatus status)
    {
        foreach (var failure in status.Failures)
        {
            Console.Error.WriteLine($"ragqa: {failure.Document}: {failure.Reason}");
        }

        if (status.Reason is { } reason)
        {
            Console.Error.WriteLine($"ragqa: {reason}");
        }

        if (status.State is IngestionState.Paused or IngestionState.Failed)
        {
            Console.Error.WriteLine($"ragqa: go on with 'ragqa ingestions resume {status.Id}'");
        }

        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{status.Collection}: {status.Done} documents, {status.Passages} passages ({status.Unchanged} documents unchanged, {status.Failed} failed)"));
    }

    /// <summary>A time that is left, in words.</summary>
    public static string Left(TimeSpan remaining) => remaining switch
    {
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{remaining.TotalHours:0.0} h"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{remaining.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{remaining.TotalSeconds:0} s"),
    };
}
