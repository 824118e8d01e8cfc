namespace RagQA.Web.Asking;

/// <summary>Lets the components of an answer show a place of a document beside it; absent on pages without a circuit.</summary>
/// <param name="Show">Shows the place.</param>
public sealed record SourceOpener(Func<SourceTarget, Task> Show);
