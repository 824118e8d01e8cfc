namespace RagQA.Web.Asking;

/// <summary>Why a question was not answered.</summary>
/// <param name="Kind">What kind of failure it is.</param>
/// <param name="Message">What happened and what to do, for a person.</param>
/// <param name="Incident">Number under which the server's log has it; null where the message says all.</param>
public sealed record AskFailure(FailureKind Kind, string Message, string? Incident = null)
{
    /// <summary>True when the question itself is wrong, so that the message belongs beside the question.</summary>
    public bool IsAboutQuestion => Kind is FailureKind.Invalid or FailureKind.TooLarge;
}
