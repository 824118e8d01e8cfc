namespace RagQA.Web.History;

/// <summary>An answer from the history.</summary>
/// <param name="Answer">The answer; quotes whose document has changed or may not be seen any more are left out.</param>
/// <param name="Withheld">Number of passages that were left out.</param>
public sealed record KeptAnswer(Answer Answer, int Withheld);
