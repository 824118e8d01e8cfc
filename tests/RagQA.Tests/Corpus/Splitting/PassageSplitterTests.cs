using CsCheck;
using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class PassageSplitterTests
{
    private static readonly SplitterOptions Small = new() { TargetTokens = 20, MaxTokens = 30, MinTokens = 5, MaxCharacters = 200, OverlapTokens = 0 };

    private static readonly SplitterOptions Overlapping = Small with { OverlapTokens = 8 };

    [Fact]
    public void Split_ParagraphWithinTarget_StaysWhole()
    {
        string first = Sentences(4);
        string second = Sentences(4);
        Assert.Equal([first, second], Passages($"{first}\n\n{second}"));
    }

    [Fact]
    public void Split_SmallParagraphs_GrowTogetherUpToTarget()
    {
        // Two of seven tokens each fit into a target of 20, a third does not.
        string small = "One two three four five six seven.";
        Assert.Equal([$"{small}\n\n{small}", $"{small}\n\n{small}"], Passages(string.Join("\n\n", Enumerable.Repeat(small, 4))));
    }

    [Fact]
    public void Split_LongParagraph_EndsAtSentences()
    {
        string[] passages = Passages(Sentences(13));
        Assert.True(passages.Length > 1);
        Assert.All(passages, passage => Assert.EndsWith(".", passage, StringComparison.Ordinal));
        Assert.All(passages, passage => Assert.InRange(new WordCounter().Count(passage), 15, 30));
    }

    [Fact]
    public void Split_OverlongSentence_IsCutBetweenWords()
    {
        string text = string.Join(' ', Enumerable.Repeat("word", 100));
        string[] passages = Passages(text);
        Assert.Equal(text, string.Join(' ', passages));
        Assert.All(passages, passage => Assert.InRange(passage.Split(' ').Length, 1, 30));
    }

    [Fact]
    public void Split_TwoSections_NeverShareAPassage()
    {
        const string Text = "First.\n\nHeading\n\nSecond.";
        ParsedDocument document = new()
        {
            Text = Text,
            Parser = "test/1",
            Sections =
            [
                new TextSection { Path = "", Body = new TextRange(0, 6) },
                new TextSection { Path = "Heading", Body = new TextRange(17, 24), Page = 2 },
            ],
        };
        IReadOnlyList<PassageDraft> passages = new PassageSplitter(new WordCounter(), Small).Split(document);
        Assert.Equal(
            [
                new PassageDraft { Ordinal = 0, Range = new TextRange(0, 6) },
                new PassageDraft { Ordinal = 1, Range = new TextRange(17, 24), Section = "Heading", Page = 2 },
            ],
            passages);
    }

    [Fact]
    public void Split_LongSection_RepeatsOneSentence()
    {
        string text = string.Join(' ', Enumerable.Range(10, 12).Select(i => $"Give dose {i} to her."));
        string[] passages = Passages(text, Overlapping);
        Assert.True(passages.Length > 2);
        foreach ((string first, string second) in passages.Zip(passages.Skip(1)))
        {
            Assert.Equal(first[^20..], second[..20]);
            Assert.StartsWith("Give dose", second, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Split_TableRows_AreNotRepeated()
    {
        string text = string.Join('\n', Enumerable.Range(0, 30).Select(i => $"drug: name {i}; dose: {i} mg"));
        Assert.Equal(text, string.Join('\n', Passages(text, Overlapping)));
    }

    [Fact]
    public void Split_AnyDocumentWithOverlap_RepeatsNoMoreThanOneSentence() => UnicodeText.Any.Where(HasText).Sample(
        text =>
        {
            ParsedDocument document = DocumentParsers.ParsePlainText(text.Replace("\0", "", StringComparison.Ordinal));
            IReadOnlyList<PassageDraft> plain = new PassageSplitter(new WordCounter(), Small).Split(document);
            IReadOnlyList<PassageDraft> overlapping = new PassageSplitter(new WordCounter(), Overlapping).Split(document);
            Assert.Equal(plain.Select(passage => passage.Range.End), overlapping.Select(passage => passage.Range.End));
            foreach ((PassageDraft without, PassageDraft with, int i) in plain.Zip(overlapping).Select((pair, i) => (pair.First, pair.Second, i)))
            {
                if (with.Range == without.Range)
                {
                    continue;
                }

                TextRange before = plain[i - 1].Range;
                Assert.Equal((plain[i - 1].Section, SentenceSplitter.Sentences(document.Text, before)[^1].Start), (without.Section, with.Range.Start));
                Assert.InRange(with.Range.Start, before.Start + 1, before.End - 1);
                Assert.InRange(with.Range.Length, 1, Overlapping.MaxCharacters);
                Assert.InRange(new WordCounter().Count(document.Text.AsSpan(with.Range.Start, with.Range.Length)), 0, Overlapping.MaxTokens);
            }
        },
        iter: 5000);

    [Fact]
    public void Split_AnyDocument_GivesOrderedSlicesThatCoverTheBodies() => UnicodeText.Any.Where(HasText).Sample(
        text =>
        {
            ParsedDocument document = DocumentParsers.ParsePlainText(text.Replace("\0", "", StringComparison.Ordinal));
            PassageSplitter splitter = new(new WordCounter(), Small);
            IReadOnlyList<PassageDraft> passages = splitter.Split(document);
            Assert.Equal(passages, splitter.Split(document));
            Assert.Equal(Enumerable.Range(0, passages.Count), passages.Select(passage => passage.Ordinal));
            foreach (TextSection section in document.Sections)
            {
                Cover.Check(document.Text, section.Body, passages.Select(passage => passage.Range).Where(range => Overlap(range, section.Body)));
            }

            Assert.All(passages, passage => Assert.Contains(document.Sections, section =>
                section.Path == passage.Section && passage.Range.Start >= section.Body.Start && passage.Range.End <= section.Body.End));
            Assert.All(passages, passage => Assert.InRange(passage.Range.Length, 1, Small.MaxCharacters));
            Assert.All(passages, passage => Assert.InRange(
                new WordCounter().Count(document.Text.AsSpan(passage.Range.Start, passage.Range.Length)), 0, Small.MaxTokens));
        },
        iter: 5000);

    [Theory]
    [InlineData("word ")]
    [InlineData("漢")]
    [InlineData("😀")]
    [InlineData("e\u0301")]
    [InlineData("A sentence. ")]
    [InlineData("a paragraph\n\n")]
    public void Split_LongText_CountsEachCharacterAFewTimes(string part)
    {
        WordCounter counter = new();
        string text = string.Concat(Enumerable.Repeat(part, 500_000 / part.Length));
        IReadOnlyList<PassageDraft> passages = new PassageSplitter(counter, new SplitterOptions()).Split(DocumentParsers.ParsePlainText(text));
        Assert.True(passages.Count > 100);
        Assert.InRange(counter.Counted, 0, 4L * text.Length);
        Assert.DoesNotContain(passages, passage => char.IsLowSurrogate(text[passage.Range.Start]));
    }

    [Fact]
    public void Construct_ContradictingOptions_Throws() =>
        Assert.Throws<ArgumentException>(() => new PassageSplitter(new WordCounter(), new SplitterOptions { MaxTokens = 10 }));

    private static bool Overlap(TextRange left, TextRange right) => left.Start < right.End && right.Start < left.End;

    private static bool HasText(string text) => !string.IsNullOrWhiteSpace(text.Replace("\0", "", StringComparison.Ordinal).Replace("\uFEFF", "", StringComparison.Ordinal));

    // Sentences of five tokens.
    private static string Sentences(int count) => string.Join(' ', Enumerable.Repeat("Give it now and again.", count));

    private static string[] Passages(string text, SplitterOptions? options = null) =>
    [
        .. new PassageSplitter(new WordCounter(), options ?? Small).Split(DocumentParsers.ParsePlainText(text))
            .Select(passage => text[passage.Range.Start..passage.Range.End]),
    ];
}
