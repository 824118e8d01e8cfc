namespace RagQA.Web;

/// <summary>What happens to a question to reference documents that seems to name a patient.</summary>
public enum PatientDataRule
{
    /// <summary>The page asks first.</summary>
    Warn,

    /// <summary>The question is not sent.</summary>
    Block,

    /// <summary>Nothing.</summary>
    Off,
}
