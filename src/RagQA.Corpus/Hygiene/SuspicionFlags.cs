using System.Text;

namespace RagQA.Corpus;

/// <summary>What a curator should look at before a document is trusted: text that reads differently from how it looks.</summary>
public static class SuspicionFlags
{
    /// <summary>Characters that take no room and have no business in the text.</summary>
    public const string InvisibleCharacters = "invisible characters";

    /// <summary>Characters that change the order in which text is shown.</summary>
    public const string BidirectionalControls = "bidirectional controls";

    /// <summary>Words that mix Latin letters with letters of other scripts that look the same.</summary>
    public const string MixedScripts = "mixed-script look-alikes";

    /// <summary>Text that the page does not show; it was left out.</summary>
    public const string HiddenText = "hidden text";

    /// <summary>Text marked as deleted; it was left out.</summary>
    public const string StruckOutText = "struck-out text left out";

    // Greek letters that look Latin. The others (α, β, γ, κ, µ) stand beside Latin letters in honest medical words.
    private const string GreekLookAlikes = "οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";

    /// <summary>Flags of a text, in a fixed order; empty when nothing looks suspicious.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool invisible = false;
        bool bidirectional = false;
        bool mixed = false;
        bool latin = false;
        bool lookAlike = false;
        Rune previous = new(' ');
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune))
            {
                latin |= rune.IsAscii || rune.Value is >= 0xC0 and <= 0x24F;
                lookAlike |= rune.Value is >= 0x400 and <= 0x52F || (rune.IsBmp && GreekLookAlikes.Contains((char)rune.Value, StringComparison.Ordinal));
                mixed |= latin && lookAlike;
            }
            else if (!Invisible.IsInvisible(rune.Value))
            {
                latin = false;
                lookAlike = false;
            }

            bidirectional |= Invisible.IsBidirectional(rune.Value);
            invisible |= Invisible.IsSuspicious(rune.Value)
                || (Invisible.IsJoiner(rune.Value) && (previous.IsAscii || previous.Value is >= 0xC0 and <= 0x24F));
            previous = rune;
        }

        List<string> flags = [];
        if (invisible)
        {
            flags.Add(InvisibleCharacters);
        }

        if (bidirectional)
        {
            flags.Add(BidirectionalControls);
        }

        if (mixed)
        {
            flags.Add(MixedScripts);
        }

        return flags;
    }
}
