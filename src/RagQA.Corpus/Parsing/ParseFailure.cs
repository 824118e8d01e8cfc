namespace RagQA.Corpus;

/// <summary>A part of a file that could not be parsed.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Reason">What was wrong and what to do, without any of the file's text.</param>
public sealed record ParseFailure(int Line, string Reason);
