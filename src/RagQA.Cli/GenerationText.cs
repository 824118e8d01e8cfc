using System.Globalization;

namespace RagQA.Cli;

/// <summary>Generations in lines of text.</summary>
internal static class GenerationText
{
    /// <summary>One line on a generation.</summary>
    public static string Line(GenerationDescription g)
    {
        var left = g.LeftAt is { } at ? string.Create(CultureInfo.InvariantCulture, $", last active {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{g.Number}   {g.State.ToString().ToLowerInvariant()}, {g.Partitions} partitions, encoder {g.Encoder}{left}");
    }

    /// <summary>One line on how far the building is.</summary>
    public static string Progress(GenerationDescription g)
    {
        if (g.Progress is not { } p)
        {
            return $"generation {g.Number} {g.State.ToString().ToLowerInvariant()}";
        }

        var rate = p.PassagesPerSecond > 0 ? string.Create(CultureInfo.InvariantCulture, $", {p.PassagesPerSecond:0} passages/s") : "";
        var left = p.Remaining is { } remaining ? $", {IngestionRun.Left(remaining)} left" : "";
        return string.Create(CultureInfo.InvariantCulture, $"generation {g.Number} {p.Stage}: {p.Encoded} of {p.Passages} passages{rate}{left}");
    }

    /// <summary>Lines on how a generation compared.</summary>
    public static IEnumerable<string> Comparison(GenerationDescription g)
    {
        if (g.Comparison is not { } c)
        {
            yield return "not compared: name a gold set with --gold, or ask at least 20 questions first";
            yield break;
        }

        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{c.Asked} questions ({c.Questions}) asked of generations {c.With} and {g.Number}: {c.Overlap:0.000} of the first ten passages are the same");
        if (c is { Before: { } before, After: { } after })
        {
            yield return $"               {$"generation {c.With}",14} {$"generation {g.Number}",14}   ({c.Judged} questions with known passages)";
            yield return Row("hit@1", before.HitAt1, after.HitAt1);
            yield return Row("hit@5", before.HitAt5, after.HitAt5);
            yield return Row("hit@20", before.HitAt20, after.HitAt20);
            yield return Row("nDCG@10", before.NdcgAt10, after.NdcgAt10);
        }
    }

    private static string Row(string name, double before, double after)
        => string.Create(CultureInfo.InvariantCulture, $"  {name,-12} {before,14:0.000} {after,14:0.000}");
}
