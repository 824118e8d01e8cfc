namespace RagQA;

/// <summary>Whether the documents of a collection are about patients.</summary>
public enum CollectionKind
{
    /// <summary>Documents have no subject.</summary>
    Reference = 0,

    /// <summary>Every document has a subject and every question must name one.</summary>
    Patient = 1,
}
