namespace RagQA.Web.Asking;

/// <summary>A value that a filter keeps.</summary>
/// <param name="Fact">Of which fact.</param>
/// <param name="Value">Compared without case.</param>
public sealed record FactValue(DocumentFact Fact, string Value)
{
    internal bool Is(DocumentFact fact, string? value) => Fact == fact && string.Equals(Value, value, StringComparison.OrdinalIgnoreCase);

    /// <summary>What a document says; null where it says nothing.</summary>
    internal static string? Of(DocumentAttributes document, DocumentFact fact) => fact switch
    {
        DocumentFact.Type => document.DocumentType,
        DocumentFact.StudyType => document.StudyType,
        DocumentFact.Source => document.Source,
        DocumentFact.Language => document.Language,
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "A fact without a value."),
    };
}
