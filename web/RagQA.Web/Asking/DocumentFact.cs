namespace RagQA.Web.Asking;

/// <summary>A fact of documents whose values can be chosen from.</summary>
public enum DocumentFact
{
    /// <summary>Type, such as protocol.</summary>
    Type,

    /// <summary>Type of study, such as review.</summary>
    StudyType,

    /// <summary>Where it comes from.</summary>
    Source,

    /// <summary>Language, as a BCP 47 tag.</summary>
    Language,
}
