using System.Globalization;
using RagQA.Client;
using Spectre.Console;

namespace RagQA.Cli;

/// <summary>Starts a bulk job and follows it with a progress bar on standard error.</summary>
internal static class IngestionRun
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public static async Task<IngestionStatus> RunAsync(IRagQAClient client, IngestionRequest request, CancellationToken cancellationToken)
    {
        var status = await client.StartIngestionAsync(request, cancellationToken);
        await Terminal.Error.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(request.Collection);
                using var timer = new PeriodicTimer(Interval);
                while (status.State is IngestionState.Queued or IngestionState.Running && await timer.WaitForNextTickAsync(cancellationToken))
                {
                    status = await client.GetIngestionAsync(status.Id, cancellationToken);
                    bar.MaxValue = Math.Max(1, status.Documents);
                    bar.Value = status.Done + status.Failed;
                    bar.Description = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Markup.Escape(request.Collection)}: {status.Done + status.Failed} of {status.Documents} documents, {status.PassagesPerSecond:0} passages/s");
                }
            });
        return status;
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

        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{status.Collection}: {status.Done} documents, {status.Passages} passages ({status.Unchanged} documents unchanged, {status.Failed} failed)"));
    }
}
