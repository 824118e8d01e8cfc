namespace RagQA.Web.Asking;

/// <summary>Where the page is with its question.</summary>
public enum AskPhase
{
    /// <summary>Nothing was asked yet.</summary>
    Idle,

    /// <summary>An answer was named by the address and is being fetched.</summary>
    Opening,

    /// <summary>The answer is being made.</summary>
    Running,

    /// <summary>The answer is there.</summary>
    Finished,

    /// <summary>The user stopped the answer.</summary>
    Stopped,

    /// <summary>The question failed; it can be asked again.</summary>
    Failed,

    /// <summary>The answer named by the address is no longer kept.</summary>
    Gone,
}
