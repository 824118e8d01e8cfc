namespace RagQA.Web.Citing;

/// <summary>The documents that an answer quotes, each by its first citation.</summary>
internal static class CitedDocuments
{
    public static IEnumerable<Citation> Of(Answer answer) => answer.Answers.SelectMany(a => a.Citations).DistinctBy(c => c.DocumentId, StringComparer.Ordinal);
}
