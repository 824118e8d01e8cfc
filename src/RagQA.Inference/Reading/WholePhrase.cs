using System.Text.RegularExpressions;

namespace RagQA.Inference;

/// <summary>
/// Widens a span that would quote something else than the text says: a figure without its unit ("500" of "500 micrograms"), a
/// statement without the negation before it ("exceed 4 g" of "not exceed 4 g"), half a parenthesis.
/// </summary>
internal static partial class WholePhrase
{
    /// <summary>Farthest that the other half of a parenthesis is looked for, in UTF-16 code units.</summary>
    private const int ParenthesisReach = 60;

    /// <summary>The range, or a wider one.</summary>
    public static TextRange Of(string text, TextRange range)
    {
        if (range.End <= range.Start)
        {
            return range;
        }

        range = WithParenthesis(text, range);
        return new TextRange(StartWithNegation(text, range.Start), EndWithUnit(text, range.End));
    }

    private static TextRange WithParenthesis(string text, TextRange range)
    {
        int depth = 0;
        int missing = 0;
        foreach (char character in text.AsSpan(range.Start, range.End - range.Start))
        {
            depth += character == '(' ? 1 : 0;
            if (character == ')' && --depth < 0)
            {
                missing++;
                depth = 0;
            }
        }

        int start = range.Start;
        int end = range.End;
        if (missing == 1)
        {
            int opening = text.LastIndexOf('(', start - 1 < 0 ? 0 : start - 1, Math.Min(start, ParenthesisReach));
            start = opening >= 0 && !text.AsSpan(opening, start - opening).ContainsAny(')', '\n') ? opening : start;
        }

        if (depth == 1)
        {
            int closing = text.IndexOf(')', end, Math.Min(text.Length - end, ParenthesisReach));
            end = closing >= 0 && !text.AsSpan(end, closing - end).ContainsAny('(', '\n') ? closing + 1 : end;
        }

        return new TextRange(start, end);
    }

    private static int StartWithNegation(string text, int start)
    {
        Match negation = Negation().Match(text, 0, start);
        return negation.Success ? negation.Index : start;
    }

    private static int EndWithUnit(string text, int end)
    {
        if (end >= text.Length || !char.IsAsciiDigit(text[end - 1]))
        {
            return end;
        }

        Match unit = Unit().Match(text, end);
        return unit.Success ? end + unit.Length : end;
    }

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?:not|no|never|without|nor|neither)[ \u00A0]\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.RightToLeft)]
    private static partial Regex Negation();

    [GeneratedRegex(
        @"\G[ \u00A0\u202F]?(?:%|°C|(?:micrograms?|milligrams?|grams?|nanograms?|mcg|[mnkµμ]?g|litres?|millilitres?|m[lL]|[lL]|mmol|micromol|nmol|mol|units?|IU|mmHg|kPa|bpm)(?:/(?:kg|[mµ]?g|m?[lL]|h|hour|min|minute|day|mmol|mol|m2|m²))*(?![\p{L}\p{N}]))",
        RegexOptions.CultureInvariant)]
    private static partial Regex Unit();
}
