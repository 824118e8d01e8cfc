namespace RagQA.Web.Asking;

/// <summary>A place in a document that the source panel shows.</summary>
/// <param name="Collection">Name of the collection.</param>
/// <param name="DocumentId">Id of the document.</param>
/// <param name="Version">Hash of the text that the offsets refer to.</param>
/// <param name="Passage">Passage to outline.</param>
/// <param name="Span">Span to mark; null for none.</param>
/// <param name="Address">Address of the whole document at this place.</param>
public sealed record SourceTarget(string Collection, string DocumentId, string Version, TextRange Passage, TextRange? Span, string Address)
{
    internal static SourceTarget Of(string collection, RankedPassage passage, bool showSpan = true) => new(
        collection, passage.DocumentId, passage.DocumentVersion, new TextRange(passage.Start, passage.End), showSpan ? passage.Span : null, DocumentLink.To(collection, passage));

    internal static SourceTarget Of(string collection, Citation citation, RankedPassage? passage) => new(
        collection,
        citation.DocumentId,
        citation.DocumentVersion,
        passage is null ? new TextRange(citation.SentenceStart, citation.SentenceStart + citation.Sentence.Length) : new TextRange(passage.Start, passage.End),
        new TextRange(citation.Start, citation.End),
        DocumentLink.To(collection, citation, passage));
}
