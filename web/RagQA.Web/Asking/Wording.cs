using System.Globalization;

namespace RagQA.Web.Asking;

/// <summary>Numbers, dates and confidence as the page says them.</summary>
internal static class Wording
{
    private static readonly CultureInfo _culture = CultureInfo.InvariantCulture;

    public static string Number(long value) => value.ToString("N0", _culture);

    public static string Count(long value, string noun) => $"{Number(value)} {noun}{(value == 1 ? "" : "s")}";

    public static string Date(DateOnly date) => date.ToString("d MMM yyyy", _culture);

    public static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy", _culture);

    public static string DateAndTime(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", _culture);

    public static string Seconds(double milliseconds) => milliseconds < 100
        ? string.Create(_culture, $"{Math.Max(1, milliseconds):0} ms")
        : string.Create(_culture, $"{milliseconds / 1000:0.0} s");

    public static string Share(double value) => value.ToString("0.00", _culture);

    /// <summary>A score with one decimal and a true minus sign.</summary>
    public static string Signed(double value) => value.ToString("0.0", _culture).Replace('-', '\u2212');

    public static string Percent(double value) => string.Create(_culture, $"{value * 100:0} %");

    /// <summary>Stands between facts; sticks to the one before, so that no line begins with it.</summary>
    public const string Dot = "\u00a0· ";

    /// <summary>Facts with a dot between them; what is null or empty is left out.</summary>
    public static string Listed(params string?[] facts) => string.Join(Dot, facts.Where(f => !string.IsNullOrEmpty(f)));

    public static string? Page(int? page) => page is { } number ? string.Create(_culture, $"page {number}") : null;

    /// <summary>Text for one line, as a page shows it: every run of white space is one space.</summary>
    public static string OneLine(string text) => ShownText.Of(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    public static string Capital(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];

    public static bool IsLow(Confidence confidence) => string.Equals(confidence.Word, "low", StringComparison.OrdinalIgnoreCase);

    /// <summary>How much the first answer hangs on one source.</summary>
    public static string Basis(Answer answer) =>
        answer.Stable ? "Also holds without any one of its sources."
        : answer.Answers is [var first, ..] && first.Citations.Select(c => c.DocumentId).Distinct(StringComparer.Ordinal).Count() > 1
            ? "Would change without one of its sources."
            : "Rests on one source.";

    // A second answer with this share of the first one's probability is too near to pass over.
    private const double NearShare = 0.6;

    /// <summary>Below it a span is no opinion of a document, only what the reader would take next.</summary>
    public const double LeastWeight = 0.05;

    /// <summary>A second answer that is nearly as likely as the first and is not shown beside it as a disagreement; null where there is none.</summary>
    public static AnswerSpan? Rival(Answer answer) =>
        !answer.Disagreement && answer.Answers is [var first, var second, ..] && second.Probability >= NearShare * first.Probability
        && !HoldsWordsOf(first, second) && !HoldsWordsOf(second, first) ? second : null;

    // Whole words: "5 mg" is no part of "2.5 mg".
    private static bool HoldsWordsOf(AnswerSpan part, AnswerSpan whole) => $" {OneLine(whole.Text)} ".Contains($" {OneLine(part.Text)} ", StringComparison.OrdinalIgnoreCase);

    /// <summary>How many passages were found and how many of them read: reading stops when no other passage would change the answer.</summary>
    public static string Read(IReadOnlyCollection<RankedPassage> passages)
    {
        var read = passages.Count(p => p.Relevance is not null);
        return read == passages.Count ? $"{Count(read, "passage")} read" : $"{Count(passages.Count, "passage")} found, {Number(read)} read";
    }

    /// <summary>What a confidence value means, without word and number.</summary>
    public static string Meaning(Confidence confidence) => confidence.CalibratedOn is { } set
        ? $"of answers scored like this, about {Percent(confidence.Value)} were right when tested on {set}"
        : "uncalibrated score";

    /// <summary>Whether two answers are too near to call the first one sure: their confidence is not shown.</summary>
    public static bool IsContested(Answer answer) => answer.Disagreement || Rival(answer) is not null;

    /// <summary>"partition 2", "partitions 1 and 3", "partitions 1, 3 and 4"; the numbers are those of logs and API, from 0.</summary>
    public static string Partitions(IReadOnlyCollection<int> numbers)
    {
        var names = numbers.Order().Select(n => n.ToString(_culture)).ToArray();
        return names.Length switch
        {
            0 => "no partition",
            1 => $"partition {names[0]}",
            _ => $"partitions {string.Join(", ", names[..^1])} and {names[^1]}",
        };
    }

    public static string Mode(RetrievalMode mode) => mode switch
    {
        RetrievalMode.Dense => "dense",
        RetrievalMode.Lexical => "lexical",
        _ => "hybrid",
    };

    public static string FoundBy(FoundBy foundBy)
    {
        string?[] parts =
        [
            foundBy.Dense is { } dense ? string.Create(_culture, $"dense #{dense}") : null,
            foundBy.Lexical is { } lexical ? string.Create(_culture, $"lexical #{lexical}") : null,
        ];
        return string.Join(", ", parts.Where(p => p is not null));
    }
}
