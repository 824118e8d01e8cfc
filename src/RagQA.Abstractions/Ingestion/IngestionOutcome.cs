namespace RagQA;

/// <summary>What came of one document of a job. The numbers are persisted.</summary>
public enum IngestionOutcome
{
    /// <summary>The document is new.</summary>
    Added = 0,

    /// <summary>The document was there with other content.</summary>
    Updated = 1,

    /// <summary>The same content was there already.</summary>
    Unchanged = 2,

    /// <summary>The document could not go in.</summary>
    Failed = 3,
}
