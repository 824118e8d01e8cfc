namespace RagQA;

/// <summary>State of a partition.</summary>
public enum PartitionState
{
    /// <summary>The index is being loaded or rebuilt.</summary>
    Loading = 0,

    /// <summary>Questions are answered.</summary>
    Ready = 1,

    /// <summary>Loading failed; it is tried again at the next question.</summary>
    Failed = 2,
}
