namespace RagQA.Web.Asking;

/// <summary>A bulk job in words.</summary>
internal static class IngestionWords
{
    public static string State(IngestionStatus job) => job.State switch
    {
        IngestionState.Done when job.Failed > 0 => "Done, with failures",
        IngestionState.Done when job.Documents > 0 && job.Unchanged == job.Documents => "Done: nothing was new",
        _ => job.State.ToString(),
    };

    public static bool IsOver(IngestionStatus job) => job.State is IngestionState.Done or IngestionState.Cancelled or IngestionState.Failed;

    /// <summary>Time left, rounded so that it does not flicker.</summary>
    public static string Left(TimeSpan left) =>
        left < TimeSpan.FromMinutes(1) ? "less than a minute"
        : left < TimeSpan.FromHours(1) ? Wording.Count((long)Math.Ceiling(left.TotalMinutes), "minute")
        : Wording.Count((long)Math.Ceiling(left.TotalHours), "hour");
}
