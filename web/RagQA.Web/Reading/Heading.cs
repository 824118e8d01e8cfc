namespace RagQA.Web.Reading;

/// <summary>A heading of a document.</summary>
/// <param name="Text">The heading.</param>
/// <param name="Level">Level in HTML, 2–6.</param>
public readonly record struct Heading(string Text, int Level);
