namespace RagQA.Index;

/// <summary>What decides whether the passages of a document may be scored.</summary>
internal sealed record PartitionDocument(string Id, string? Subject, string[] AccessLabels, string? DocumentType, DateOnly? Date)
{
    public static PartitionDocument Of(PartitionEntry entry) => new(
        entry.DocumentId, entry.Attributes.Subject, entry.Attributes.AccessLabels, entry.Attributes.DocumentType, entry.Attributes.Date);

    /// <summary>True when every principal sees it where no subject and no filter is given.</summary>
    public bool IsOpen => Subject is null && AccessLabels.Length == 0;

    public bool Matches(PartitionDocument other) => Id == other.Id && Subject == other.Subject && DocumentType == other.DocumentType
        && Date == other.Date && AccessLabels.AsSpan().SequenceEqual(other.AccessLabels);
}
