using System.Text;

namespace RagQA.Corpus;

/// <summary>
/// Exact match and F1 as the official evaluation scripts of SQuAD 1.1 and 2.0 count them. The score against several gold
/// answers is the best one. The scripts differ only where an answer is nothing but punctuation and articles: 2.0 drops such
/// gold answers, and two empty answers have F1 1; in 1.1 they stay, and an empty answer always has F1 0.
/// </summary>
public static class SquadMetrics
{
    /// <summary>1 if the prediction equals one of the gold answers after normalisation, else 0.</summary>
    /// <param name="prediction">Predicted answer; empty for "no answer".</param>
    /// <param name="gold">Gold answers; empty for a question without an answer.</param>
    /// <param name="version">Whose script.</param>
    public static double ExactMatch(string prediction, IEnumerable<string> gold, SquadVersion version = SquadVersion.V2)
    {
        string predicted = Normalize(prediction);
        return Gold(gold, version).Max(answer => predicted == Normalize(answer) ? 1.0 : 0.0);
    }

    /// <summary>Harmonic mean of precision and recall over the words of prediction and gold, 0–1; the best over the gold answers.</summary>
    /// <param name="prediction">Predicted answer; empty for "no answer".</param>
    /// <param name="gold">Gold answers; empty for a question without an answer.</param>
    /// <param name="version">Whose script.</param>
    public static double F1(string prediction, IEnumerable<string> gold, SquadVersion version = SquadVersion.V2)
    {
        string[] predicted = Words(prediction);
        return Gold(gold, version).Max(answer => F1(predicted, Words(answer), version));
    }

    /// <summary>Lower case, without ASCII punctuation, without the articles a, an and the, single spaces.</summary>
    public static string Normalize(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);

        // 1. Lower case, and 2. no punctuation.
        StringBuilder plain = new(answer.Length);
        for (int i = 0; i < answer.Length; i++)
        {
            char c = answer[i];
            if (c == 'İ')
            {
                plain.Append("i\u0307");
            }
            else if (c == 'Σ')
            {
                bool last = i > 0 && char.IsLetter(answer[i - 1]) && (i + 1 == answer.Length || !char.IsLetter(answer[i + 1]));
                plain.Append(last ? 'ς' : 'σ');
            }
            else if (!char.IsAscii(c) || !(char.IsPunctuation(c) || char.IsSymbol(c)))
            {
                plain.Append(c);
            }
        }

        // 3. Articles give way to a space; 4. white space is collapsed.
        return string.Join(' ', WithoutArticles(plain.ToString().ToLowerInvariant()).Split(PythonText.Spaces, StringSplitOptions.RemoveEmptyEntries));
    }

    // An article counts where no letter, digit or underscore touches it, as \b does in the script.
    private static string WithoutArticles(string text)
    {
        StringBuilder result = new(text.Length);
        for (int i = 0; i < text.Length;)
        {
            int end = i;
            while (end < text.Length && PythonText.WordLength(text, end) is int length and > 0)
            {
                end += length;
            }

            if (end == i)
            {
                result.Append(text[i++]);
                continue;
            }

            ReadOnlySpan<char> word = text.AsSpan(i, end - i);
            if (word is "a" or "an" or "the")
            {
                result.Append(' ');
            }
            else
            {
                result.Append(word);
            }

            i = end;
        }

        return result.ToString();
    }

    private static List<string> Gold(IEnumerable<string> gold, SquadVersion version)
    {
        ArgumentNullException.ThrowIfNull(gold);
        List<string> answers = [.. gold.Where(answer => version == SquadVersion.V1 || Normalize(answer).Length > 0)];
        return answers.Count > 0 ? answers : [""];
    }

    private static string[] Words(string text) => Normalize(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static double F1(string[] predicted, string[] gold, SquadVersion version)
    {
        if (predicted.Length == 0 || gold.Length == 0)
        {
            return version == SquadVersion.V2 && predicted.Length == gold.Length ? 1 : 0;
        }

        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (string word in gold)
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        int same = 0;
        foreach (string word in predicted)
        {
            if (counts.TryGetValue(word, out int left) && left > 0)
            {
                counts[word] = left - 1;
                same++;
            }
        }

        if (same == 0)
        {
            return 0;
        }

        double precision = (double)same / predicted.Length;
        double recall = (double)same / gold.Length;
        return 2 * precision * recall / (precision + recall);
    }
}
