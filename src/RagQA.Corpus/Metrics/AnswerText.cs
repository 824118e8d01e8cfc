using System.Text;

namespace RagQA.Corpus;

/// <summary>The form in which answers are compared when they are grouped.</summary>
public static class AnswerText
{
    // Signs that change what a figure means wherever they stand.
    private const string Signs = "<>=%+/^~*#";

    /// <summary>
    /// As SQuAD normalises (lower case, no punctuation, no leading article, single spaces), but nothing that tells doses or
    /// names apart is dropped: SQuAD's own form makes "1.5 mg" equal to "15 mg", "5-10" to "510" and "hepatitis A" to
    /// "hepatitis", which would count a tenfold dose as agreement.
    /// </summary>
    public static string Normalize(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        StringBuilder plain = new(answer.Length);
        for (int i = 0; i < answer.Length; i++)
        {
            char c = answer[i];
            if (!char.IsAscii(c) || char.IsLetterOrDigit(c) || char.IsWhiteSpace(c) || Signs.Contains(c, StringComparison.Ordinal) || IsPartOfFigure(answer, i))
            {
                plain.Append(c is 'µ' ? 'μ' : c);
            }
        }

        string[] words = plain.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        bool article = words.Length > 1 && words[0] is "a" or "an" or "the" or "An" or "The";
        return string.Join(' ', article ? words[1..] : words).ToLowerInvariant();
    }

    // "2.5", ".5", "1,000", "5-10", "-3", "120:80"; a full stop or comma behind a figure ends a sentence.
    private static bool IsPartOfFigure(string text, int i)
    {
        bool digitBefore = i > 0 && char.IsDigit(text[i - 1]);
        bool digitAfter = i + 1 < text.Length && char.IsDigit(text[i + 1]);
        return text[i] switch
        {
            '.' => digitAfter,
            ',' or ':' => digitBefore && digitAfter,
            '-' => digitBefore || digitAfter || i + 1 == text.Length,
            _ => false,
        };
    }
}
