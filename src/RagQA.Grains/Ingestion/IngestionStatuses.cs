using RagQA.Storage;

namespace RagQA.Grains.Ingestion;

/// <summary>A stored job as its status.</summary>
internal static class IngestionStatuses
{
    /// <summary>The status without failures.</summary>
    public static IngestionStatus ToStatus(this IngestionJob job) => new()
    {
        Id = job.Id,
        Collection = job.Collection,
        Paths = [.. job.Paths],
        State = job.State,
        Documents = job.Documents,
        Done = job.Done,
        Unchanged = job.Unchanged,
        Failed = job.Failed,
        Passages = job.Passages,
        Reason = job.Reason,
        Revision = job.Revision,
        CreatedAt = job.CreatedAt,
    };
}
