using System.Globalization;
using System.Text;
using CsCheck;
using RagQA.Inference;

namespace RagQA.Tests.Inference;

public sealed class WordPieceTokenizerTests
{
    private const int Unknown = 100;

    /// <summary>Code units weighted towards what is difficult: marks, lone and paired surrogates, ideographs, Hangul, ASCII.</summary>
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Char[' ', '~'].Select(c => c.ToString()),
        Gen.Char[(char)0x00A0, (char)0x024F].Select(c => c.ToString()),
        Gen.Char[(char)0x0300, (char)0x036F].Select(c => c.ToString()),
        Gen.Char[(char)0xD800, (char)0xDFFF].Select(c => c.ToString()),
        Gen.Char[(char)0xAC00, (char)0xD7A3].Select(c => c.ToString()),
        Gen.Char[(char)0xF900, (char)0xFAFF].Select(c => c.ToString()),
        Gen.Char.Select(c => c.ToString()),
        Gen.Int[0x10000, 0x10FFFF].Select(char.ConvertFromUtf32),
        Gen.Const("[SEP]"),
        Gen.Const("heart")).Array[0, 200].Select(string.Concat);

    [Fact]
    public void Encode_AnyUtf16_GivesOrderedOffsetsBetweenCodePoints() => Text.Sample(
        text =>
        {
            TokenizedText tokens = ShippedModels.Tokenizer.Encode(text);
            int before = 0;
            foreach ((int start, int end) in tokens.Offsets)
            {
                // The pieces of one code point (a Hangul syllable) share its range, so a start may repeat.
                Assert.True(start >= before && start < end && end <= text.Length);
                Assert.False(SplitsPair(text, start) || SplitsPair(text, end));
                before = start;
            }

            Assert.All(tokens.Ids, id => Assert.True(id is Unknown or > 103));
            Assert.Equal(tokens.Count, ShippedModels.Tokenizer.Count(text));
        },
        iter: 2000);

    [Fact]
    public void Encode_TwoTextsApart_EqualsEachAlone() => Gen.Select(Text, Text).Sample(
        (left, right) => Assert.Equal(
            ShippedModels.Tokenizer.Encode(left).Ids.Concat(ShippedModels.Tokenizer.Encode(right).Ids),
            ShippedModels.Tokenizer.Encode(left + " " + right).Ids),
        iter: 500);

    [Theory]
    [InlineData("[CLS] a [SEP] b [MASK] [PAD] [UNK]")]
    [InlineData("[SEP]")]
    public void Encode_LiteralSpecialTokens_GivesPlainText(string text)
    {
        TokenizedText tokens = ShippedModels.Tokenizer.Encode(text);
        Assert.DoesNotContain(tokens.Ids, id => id <= 103);
        Assert.Equal(text.Count(c => c == '['), tokens.Ids.Count(id => id == ShippedModels.Tokenizer.Encode("[").Ids[0]));
    }

    [Fact]
    public void Encode_Accents_GivesIdsOfBaseLettersAndOffsetsOfOriginal()
    {
        TokenizedText composed = ShippedModels.Tokenizer.Encode("Na\u00EFve caf\u00E9");
        TokenizedText decomposed = ShippedModels.Tokenizer.Encode("Nai\u0308ve cafe\u0301");
        Assert.Equal(ShippedModels.Tokenizer.Encode("naive cafe").Ids, composed.Ids);
        Assert.Equal(composed.Ids, decomposed.Ids);
        Assert.Equal((0, 5), composed.Offsets[0]);
        Assert.Equal((0, 6), decomposed.Offsets[0]);
    }

    [Fact]
    public void Encode_WordAtAndAboveTheLimit_GivesPiecesThenOneUnknown()
    {
        Assert.DoesNotContain(Unknown, ShippedModels.Tokenizer.Encode(new string('a', WordScanner.MaxWordCharacters)).Ids);
        TokenizedText above = ShippedModels.Tokenizer.Encode(new string('a', WordScanner.MaxWordCharacters + 1) + " b");
        Assert.Equal(Unknown, above.Ids[0]);
        Assert.Equal((0, WordScanner.MaxWordCharacters + 1), above.Offsets[0]);
        Assert.Equal(2, above.Count);
    }

    /// <summary>Quadratic time would not end; the limit of 100 characters a word bounds the steps for any text.</summary>
    [Theory]
    [InlineData("a", 1_000_000, 1)]
    [InlineData("\u0301", 1_000_000, 0)]
    [InlineData("e\u0301", 500_000, 1)]
    [InlineData("!", 1_000_000, 1_000_000)]
    [InlineData("\uD800", 1_000_000, 0)]
    [InlineData("\uAC01", 1_000_000, 1)]
    public void Count_OneMegabyteOfOneThing_Ends(string unit, int times, int expected)
    {
        string text = new StringBuilder().Insert(0, unit, times).ToString();
        Assert.Equal(expected, ShippedModels.Tokenizer.Count(text));
        Assert.Equal(expected, ShippedModels.Tokenizer.Encode(text).Count);
    }

    [Fact]
    public void Count_AnyText_AllocatesNothing()
    {
        const string text = "Metformin 500 mg b.i.d. lowers HbA1c; na\u00EFve patients \uAC01 \u4E2D.";
        ShippedModels.Tokenizer.Count(text);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ShippedModels.Tokenizer.Count(text);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void BaseCharacters_EveryEntry_HoldsNoMarks()
    {
        int[] room = new int[CharacterTable.MaxExpansion];
        foreach (int code in BaseCharacters.CodePoints)
        {
            int[] characters = room[..BaseCharacters.Write(code, room)];
            Assert.DoesNotContain(characters, c => CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark);

            // Several base characters are put into one word without looking at them again.
            Assert.True(characters.Length < 2 || characters.All(c => !Rune.IsPunctuation(new Rune(c)) && !Rune.IsWhiteSpace(new Rune(c))));
        }
    }

    private static bool SplitsPair(string text, int at) =>
        at > 0 && at < text.Length && char.IsHighSurrogate(text[at - 1]) && char.IsLowSurrogate(text[at]);
}
