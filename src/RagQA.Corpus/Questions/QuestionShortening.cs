namespace RagQA.Corpus;

/// <summary>
/// The part of a long message that asks: people tell a story around their question, and its words lead the retriever astray.
/// What is asked is read with the whole message; only the search uses the shorter one.
/// </summary>
public static class QuestionShortening
{
    private static readonly HashSet<string> Askers = new(
        "what which who whom whose when where why how is are was were do does did can could should would will may might has have".Split(' '),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The sentences that ask, in their order, where a text has more words than <paramref name="words"/>; else the text.</summary>
    /// <param name="text">A question or a whole message.</param>
    /// <param name="words">Words up to which nothing is left out, above 0.</param>
    public static string Shorten(string text, int words)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(words);
        if (WordsOf(text).Length <= words)
        {
            return text;
        }

        string[] sentences = [.. SentenceSplitter.Sentences(text, new TextRange(0, text.Length)).Select(r => text[r.Start..r.End])];
        string[] asking = [.. sentences.Where(s => s.EndsWith('?'))];
        if (asking.Length == 0)
        {
            asking = [.. sentences.Where(s => WordsOf(s) is [var first, ..] && Askers.Contains(first))];
        }

        // A first sentence names the matter more often than not, like the subject of a letter.
        return asking.Length == 0 ? text : string.Join(' ', asking.Prepend(sentences[0]).Distinct(StringComparer.Ordinal));
    }

    private static string[] WordsOf(string text) => text.Split([' ', '\t', '\r', '\n', ',', ':', '"'], StringSplitOptions.RemoveEmptyEntries);
}
