using RagQA.Inference;

namespace RagQA.Tests.Inference;

public sealed class SpanReaderTests(LoadedModels loaded)
{
    private const string Question = "What is the maximum daily dose of paracetamol?";
    private const string Fact = "The maximum daily dose of paracetamol for adults is 4 g.";
    private static readonly string Filler = string.Concat(Enumerable.Repeat("The ward was quiet and the staff had lunch. ", 80));

    [Fact]
    public void Read_PassageWithAnswer_GivesDistinctSpansBestFirst()
    {
        PassageReading reading = loaded.Models.Reader.Read(Question, Fact);
        Assert.Equal("4 g", Fact[reading.Spans[0].Start..reading.Spans[0].End]);
        Assert.Equal(5, reading.Spans.Length);
        Assert.Equal(reading.Spans.OrderByDescending(span => span.Score), reading.Spans);
        Assert.Equal(5, reading.Spans.Select(span => (span.Start, span.End)).Distinct().Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\u00AD\u0301\uD800")]
    public void Read_PassageWithoutTokens_GivesNoSpans(string passage)
    {
        PassageReading reading = loaded.Models.Reader.Read(Question, passage);
        Assert.Empty(reading.Spans);
        Assert.Equal(SpanReader.EmptyPassageRelevance, reading.Relevance);
    }

    [Fact]
    public void Read_AnswerBehindSeveralWindows_IsFound()
    {
        string passage = Filler + Fact;
        PassageReading reading = loaded.Models.Reader.Read(Question, passage);
        Assert.Equal("4 g", passage[reading.Spans[0].Start..reading.Spans[0].End]);
        Assert.True(reading.Spans[0].Start > Filler.Length);
    }

    [Fact]
    public void Read_LongPassage_TakesBestOfItsWindows()
    {
        PassageReading without = loaded.Models.Reader.Read(Question, Filler);
        PassageReading with = loaded.Models.Reader.Read(Question, Filler + Fact + Filler);
        Assert.True(with.Relevance > without.Relevance);
        Assert.True(with.Spans[0].Score > without.Spans[0].Score);
        Assert.Equal(5, with.Spans.Select(span => (span.Start, span.End)).Distinct().Count());
    }

    [Fact]
    public void Read_SpanEndsBeforeCombiningMark_KeepsTheMark()
    {
        const string passage = "The drug was invented by Rene\u0301.";
        PassageReading reading = loaded.Models.Reader.Read("Who invented the drug?", passage);
        Assert.Equal("Rene\u0301", passage[reading.Spans[0].Start..reading.Spans[0].End]);
    }

    [Fact]
    public void Read_LongQuestion_ReadsItsBeginning()
    {
        int[] prepared = loaded.Models.Reader.PrepareQuestion(Question + " " + Filler);
        Assert.Equal(loaded.Models.Reader.MaxQuestionTokens, prepared.Length);
        Assert.Equal(loaded.Models.Reader.Read(prepared, Fact).Spans, loaded.Models.Reader.Read(Question + " " + Filler, Fact).Spans);
    }

    [Fact]
    public void Read_TooManyOrForeignQuestionTokens_ThrowsArgumentException()
    {
        Assert.Throws<ArgumentException>(() => loaded.Models.Reader.Read(new int[65], Fact));
        Assert.Throws<ArgumentException>(() => loaded.Models.Reader.Read([99999], Fact));
    }
}
