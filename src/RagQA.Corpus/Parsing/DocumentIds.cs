namespace RagQA.Corpus;

/// <summary>Rules for ids of documents.</summary>
internal static class DocumentIds
{
    /// <exception cref="RagQAException">The id is blank, too long or holds control characters.</exception>
    public static void Check(string id)
    {
        if (string.IsNullOrWhiteSpace(id) || id.Length > ParsingLimits.MaxIdLength || id.Any(char.IsControl))
        {
            throw new RagQAException(
                FailureKind.Invalid,
                $"The id is blank, longer than {ParsingLimits.MaxIdLength} characters or holds control characters; give it another.");
        }
    }
}
