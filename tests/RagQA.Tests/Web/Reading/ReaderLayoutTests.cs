using CsCheck;
using RagQA.Web.Reading;

namespace RagQA.Tests.Web.Reading;

public sealed class ReaderLayoutTests
{
    private static readonly Gen<string> _text = Gen.OneOf(Gen.Const("\n\n"), Gen.Const("\n"), Gen.Const(" "), Gen.Const("word"), Gen.Const("Ünïcode")).Array[0, 40].Select(parts => string.Concat(parts));

    [Fact]
    public void Of_AnyTextAndSpan_ShowsEveryWordOnceAndMarksTheSpanExactly() =>
        Gen.Select(_text, Gen.Int[0, 200], Gen.Int[0, 200]).Sample((text, a, b) =>
        {
            var (start, end) = (Math.Min(Math.Min(a, b), text.Length), Math.Min(Math.Max(a, b), text.Length));

            var sections = ReaderLayout.Of(Document(text), passage: null, new TextRange(start, end));

            var pieces = sections.SelectMany(s => s.Paragraphs).SelectMany(p => p.Pieces).ToArray();
            Assert.Equal(Dense(text), Dense(string.Concat(pieces.Select(p => p.Text))));
            Assert.Equal(Dense(text[start..end]), Dense(string.Concat(pieces.Where(p => p.IsMarked).Select(p => p.Text))));
        });

    [Fact]
    public void Of_APassage_OutlinesTheParagraphsThatItTouches()
    {
        var sections = ReaderLayout.Of(Document("one\n\ntwo\n\nthree"), new TextRange(5, 8), span: null);

        Assert.Equal([false, true, false], sections[0].Paragraphs.Select(p => p.IsInPassage));
    }

    [Fact]
    public void Of_NestedSections_GivesEachHeadingOnce()
    {
        var document = Document("aabbcc") with
        {
            Sections =
            [
                new TextSection { Path = "A › B", Body = new TextRange(0, 2) },
                new TextSection { Path = "A › C", Body = new TextRange(2, 4), Page = 2 },
                new TextSection { Path = "A › C", Body = new TextRange(4, 6) },
            ],
        };

        var sections = ReaderLayout.Of(document, null, null);

        Assert.Equal(["A2 B3", "C3", "C3"], sections.Select(s => string.Join(' ', s.Headings.Select(h => $"{h.Text}{h.Level}"))));
        Assert.Equal([null, 2, null], sections.Select(s => s.Page));
    }

    [Fact]
    public void Of_SectionsBeyondTheText_AreCutAtItsEnd()
    {
        var document = Document("short") with { Sections = [new TextSection { Path = "", Body = new TextRange(2, 900) }] };

        Assert.Equal("ort", Assert.Single(Assert.Single(ReaderLayout.Of(document, null, null)).Paragraphs).Pieces[0].Text);
    }

    private static string Dense(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static DocumentText Document(string text) => new()
    {
        Document = new DocumentDescription { Id = "d", Version = "sha256:0", Attributes = new DocumentAttributes { Title = "t" } },
        Text = text,
    };
}
