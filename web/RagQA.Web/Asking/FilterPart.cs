namespace RagQA.Web.Asking;

/// <summary>One part of a filter.</summary>
/// <param name="Words">What it keeps, in words.</param>
/// <param name="Without">The filter without this part.</param>
public sealed record FilterPart(string Words, DocumentFilter Without);
