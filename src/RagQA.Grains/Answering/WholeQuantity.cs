using System.Text.RegularExpressions;

namespace RagQA.Grains.Answering;

/// <summary>
/// Keeps a figure and its unit together: a span that ends in a figure is extended over the unit that follows, so that
/// "500" is never quoted of "500 micrograms", nor counted as agreeing with "500 mg".
/// </summary>
internal static partial class WholeQuantity
{
    /// <summary>The span, or a longer one that ends with the unit.</summary>
    public static SpanCandidate Of(string text, SpanCandidate span)
    {
        if (span.End <= span.Start || span.End >= text.Length || !char.IsAsciiDigit(text[span.End - 1]))
        {
            return span;
        }

        var unit = Unit().Match(text, span.End);
        return unit.Success ? span with { End = span.End + unit.Length } : span;
    }

    [GeneratedRegex(
        @"\G[ \u00A0\u202F]?(?:%|°C|(?:micrograms?|milligrams?|grams?|nanograms?|mcg|[mnkµμ]?g|litres?|millilitres?|m[lL]|[lL]|mmol|micromol|nmol|mol|units?|IU|mmHg|kPa|bpm)(?:/(?:kg|[mµ]?g|m?[lL]|h|hour|min|minute|day|mmol|mol|m2|m²))*(?![\p{L}\p{N}]))",
        RegexOptions.CultureInvariant)]
    private static partial Regex Unit();
}
