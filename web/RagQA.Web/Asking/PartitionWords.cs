namespace RagQA.Web.Asking;

/// <summary>State of a collection from the states of its partitions.</summary>
internal static class PartitionWords
{
    public static string Of(IReadOnlyCollection<PartitionStatus> partitions)
    {
        var ready = partitions.Count(p => p.State == PartitionState.Ready);
        return ready == partitions.Count ? "Ready" : $"{ready} of {Wording.Count(partitions.Count, "partition")} ready";
    }
}
