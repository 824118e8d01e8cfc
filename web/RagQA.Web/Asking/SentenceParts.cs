namespace RagQA.Web.Asking;

/// <summary>A citation's sentence cut at its span, so that what stands before and after (a negation, say) is never hidden.</summary>
internal readonly record struct SentenceParts(string Before, string Span, string After)
{
    /// <summary>Cuts the sentence; gives the quote alone where the offsets do not lead to it.</summary>
    public static SentenceParts Of(Citation citation)
    {
        var start = citation.Start - citation.SentenceStart;
        var end = citation.End - citation.SentenceStart;
        var sentence = citation.Sentence;
        return start >= 0 && start < end && end <= sentence.Length && sentence.AsSpan(start, end - start).SequenceEqual(citation.Quote)
            ? new SentenceParts(sentence[..start], citation.Quote, sentence[end..])
            : new SentenceParts("", citation.Quote, "");
    }
}
