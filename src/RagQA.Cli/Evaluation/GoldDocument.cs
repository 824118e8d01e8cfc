namespace RagQA.Cli.Evaluation;

/// <summary>One paragraph of a data set as a document of a temporary collection.</summary>
internal sealed record GoldDocument(string Id, string Title, string Text);
