using RagQA.Corpus;

namespace RagQA.Cli.Evaluation;

/// <summary>Parts of a data set whose figures are looked at by themselves.</summary>
internal static class QuestionSlices
{
    private static readonly string[] Words = ["what", "which", "who", "whom", "whose", "when", "where", "why", "how"];
    private static readonly string[] YesOrNo = ["is", "are", "was", "were", "do", "does", "did", "can", "could", "should", "may", "has", "have", "had", "will", "would"];

    public static IReadOnlyDictionary<string, string> Of(GoldQuestion question)
    {
        var slices = new Dictionary<string, string>
        {
            ["question word"] = WordOf(question.Question),
            ["passage length, words"] = Range(CountWords(question.Context), [100, 150, 200, 1000]),
        };
        if (!question.IsImpossible)
        {
            slices["answer length, words"] = Range(question.Answers.Min(a => CountWords(SquadMetrics.Normalize(a))), [1, 3, 6, 12]);
        }

        return slices;
    }

    /// <summary>The first question word anywhere, with "how many" and "how much" by themselves; else whether it asks for yes or no.</summary>
    public static string WordOf(string question)
    {
        var words = question.ToLowerInvariant().Split([' ', ',', '?', '\'', '’', '"', '-'], StringSplitOptions.RemoveEmptyEntries);
        var found = Array.FindIndex(words, w => Words.Contains(w));
        if (found < 0)
        {
            return words.Length > 0 && YesOrNo.Contains(words[0]) ? "yes or no" : "other";
        }

        var isCount = words[found] == "how" && found + 1 < words.Length && words[found + 1] is "many" or "much" or "long" or "often";
        return words[found] switch
        {
            "how" when isCount => "how many",
            "whom" or "whose" => "who",
            var word => word,
        };
    }

    private static int CountWords(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>Name of the range that a number falls into, given the upper ends.</summary>
    private static string Range(int number, int[] ends)
    {
        var index = Array.FindIndex(ends, end => number <= end);
        var from = index switch { 0 => 1, < 0 => ends[^1] + 1, _ => ends[index - 1] + 1 };
        return index < 0 ? $"{from} or more" : ends[index] <= from ? $"{ends[index]}" : $"{from}–{ends[index]}";
    }
}
