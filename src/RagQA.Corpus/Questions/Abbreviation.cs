namespace RagQA.Corpus;

/// <summary>A short form and what it stands for.</summary>
/// <param name="ShortForm">As it is written, such as <c>DVT</c>.</param>
/// <param name="LongForm">In small letters, such as <c>deep vein thrombosis</c>.</param>
public sealed record Abbreviation(string ShortForm, string LongForm);
