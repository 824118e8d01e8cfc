namespace RagQA.Web.Pages.Admin;

/// <summary>Pages that look again and again while they are open.</summary>
internal static class Polling
{
    /// <summary>Looks once an interval until it is enough, or the page is left: what it looks at goes on without it.</summary>
    /// <param name="interval">Time between two looks.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="look">Looks and draws; false when it is enough.</param>
    /// <param name="gone">The page was left.</param>
    public static async Task RunAsync(TimeSpan interval, TimeProvider time, Func<Task<bool>> look, CancellationToken gone)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(gone) && await look())
            {
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            return;
        }
    }
}
