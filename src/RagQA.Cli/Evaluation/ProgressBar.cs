using Spectre.Console;

namespace RagQA.Cli.Evaluation;

/// <summary>Work over a list with a progress bar on standard error.</summary>
internal static class ProgressBar
{
    public static Task ForEachAsync(string what, int count, int parallel, Func<int, Task> work, CancellationToken cancellationToken)
        => Terminal.Error.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(what, maxValue: Math.Max(1, count));
                await Parallel.ForEachAsync(
                    Enumerable.Range(0, count),
                    new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken },
                    async (i, _) =>
                    {
                        await work(i);
                        bar.Increment(1);
                    });
            });
}
