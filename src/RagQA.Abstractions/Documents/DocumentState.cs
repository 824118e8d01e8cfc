namespace RagQA;

/// <summary>What handing in a document did.</summary>
public enum DocumentState
{
    /// <summary>The document is new.</summary>
    Added = 0,

    /// <summary>The document was there with other content or attributes; the old version is no longer answered from.</summary>
    Updated = 1,

    /// <summary>The same content was there already; nothing changed.</summary>
    Unchanged = 2,

    /// <summary>The document was deleted.</summary>
    Deleted = 3,
}
