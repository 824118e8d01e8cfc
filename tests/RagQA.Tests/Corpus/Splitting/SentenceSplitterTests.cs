using CsCheck;
using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class SentenceSplitterTests
{
    /// <summary>Each case is written with "¦" where a sentence ends.</summary>
    [Theory]
    [InlineData("Give 5 mg.¦ Repeat after 10 minutes.")]
    [InlineData("Dr. Smith saw her.¦ She improved.")]
    [InlineData("Seen by Dr J. K. Rowley today.¦ Well.")]
    [InlineData("Signed by William S. Paley.¦ He gave 5 L.¦ Repeat.")]
    [InlineData("Described by A. A. Michelson and by J. S. Bach.¦ Both agreed.")]
    [InlineData("Note the pauses . . . and go on.¦ Done.")]
    [InlineData("Watch the number of\nnew cases.¦ Then stop.")]
    [InlineData("Keep clean,\nbuffer and ward areas apart.")]
    [InlineData("Use antibiotics, e.g. Amoxicillin, for five days.¦ Stop then.")]
    [InlineData("Raised potassium, i.e. Above 6.0 mmol/L.¦ Call for help.")]
    [InlineData("Take 500 mg. twice daily.¦ Drink water.")]
    [InlineData("Take 500 mg.¦ Drink water.")]
    [InlineData("Apixaban 2.5 mg b.d.¦ Review in clinic.")]
    [InlineData("Amoxicillin 500 mg t.d.s. for five days.¦ Then stop.")]
    [InlineData("Weight approx. 70 kg.¦ Height 1.8 m.")]
    [InlineData("See No. 5 and Fig. 2 for details.¦ The rest follows.")]
    [InlineData("The answer was no.¦ We went on.")]
    [InlineData("Check vitamin D.¦ Treat if low.")]
    [InlineData("Screen for hepatitis B.¦ Vaccinate the others.")]
    [InlineData("She said “no pain.”¦ We went on.")]
    [InlineData("(It was stopped.)¦ It was not restarted.")]
    [InlineData("Is it safe?¦ Yes!¦ Go on.")]
    [InlineData("\"Is it safe?\" she asked.¦ Yes.")]
    [InlineData("Wait... then give it.¦ Done.")]
    [InlineData("It faded… Then it came back.", "It faded…¦ Then it came back.")]
    [InlineData("This was shown.[12, 13]¦ It was repeated.")]
    [InlineData("Use U.K. guidance here.¦ Not others.")]
    [InlineData("1. Call for help.¦\n2. Give oxygen.¦\n3. Take blood.")]
    [InlineData("Smoking cessation support¦\nPulmonary rehabilitation")]
    [InlineData("Take the following:¦\n- fever¦\n- cough")]
    [InlineData("First paragraph without a stop¦\n\nsecond paragraph")]
    [InlineData("The patient was given amoxicillin 500 mg by the admitting\nteam three times daily for five days and then reviewed by\nDr Tresco in the respiratory clinic today.¦ He felt quite\nwell.")]
    [InlineData("Drug: Apixaban; Usual dose: 5 mg twice daily¦\nDrug: Edoxaban; Usual dose: 60 mg once daily")]
    [InlineData("drug: apixaban; usual dose in adults: 5 mg twice daily¦\ndrug: edoxaban; usual dose in adults: 60 mg once daily")]
    [InlineData("Check the renal func-\ntion first.¦ Then dose.")]
    [InlineData("Apixaban 2.5 mg b.d. if two of: age ≥ 80 yr, weight ≤ 60 kg, creatinine ≥ 133 µmol/L.¦ Otherwise 5 mg b.d.")]
    [InlineData("Morphine 2.5–5 mg i.v. every 5 min. until settled.¦ Call Dr. Lee.")]
    [InlineData("Ceftriaxone 2 g o.d. i.v. for 7 d. was given.¦ BP 90/60 mmHg.")]
    [InlineData("服用。¦不要停。")]
    [InlineData("The target INR is 2.5, with a range of 2.0 to 3.0; valve patients may need more.¦ 5 patients did not.")]
    public void Sentences_ClinicalText_EndWhereMarked(string marked, string? other = null)
    {
        string expected = other ?? marked;
        string text = expected.Replace("¦", "", StringComparison.Ordinal);
        string[] sentences = [.. SentenceSplitter.Sentences(text, new TextRange(0, text.Length)).Select(range => text[range.Start..range.End])];
        Assert.Equal(expected.Split('¦').Select(sentence => sentence.Trim()), sentences);
    }

    [Fact]
    public void Sentences_AnyText_CoverAllButWhiteSpace() => UnicodeText.Any.Sample(
        text => Cover.Check(text, new TextRange(0, text.Length), SentenceSplitter.Sentences(text, new TextRange(0, text.Length))),
        iter: 5000);

    [Fact]
    public void Sentences_PartOfAText_StaysWithinIt() => Gen.Select(UnicodeText.Any, Gen.Int[0, 200], Gen.Int[0, 200]).Sample(
        (text, first, second) =>
        {
            int start = first % (text.Length + 1);
            TextRange within = new(start, start + (second % (text.Length - start + 1)));
            Cover.Check(text, within, SentenceSplitter.Sentences(text, within));
        },
        iter: 3000);

    [Theory]
    [InlineData(".")]
    [InlineData("\"")]
    [InlineData(". ")]
    [InlineData("A. ")]
    [InlineData(".)")]
    [InlineData("\n")]
    [InlineData("a\n")]
    [InlineData("[1")]
    public void Sentences_LongMonotonousText_IsDoneInLinearTime(string part)
    {
        // A quadratic scan of one million characters would not come back within the time limit of the run.
        string text = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length)) + "end";
        Assert.NotEmpty(SentenceSplitter.Sentences(text, new TextRange(0, text.Length)));
    }

    [Fact]
    public void Around_SpanInASentence_GivesThatSentence()
    {
        const string Text = "Give oxygen. Give 5 mg twice daily. Stop then.";
        int start = Text.IndexOf("5 mg", StringComparison.Ordinal);
        TextRange sentence = SentenceSplitter.Around(Text, new TextRange(0, Text.Length), new TextRange(start, start + 4));
        Assert.Equal("Give 5 mg twice daily.", Text[sentence.Start..sentence.End]);
    }

    [Fact]
    public void Around_SpanOverTwoSentences_GivesBoth()
    {
        const string Text = "Give oxygen. Give 5 mg. Stop then.";
        int start = Text.IndexOf("oxygen", StringComparison.Ordinal);
        TextRange sentences = SentenceSplitter.Around(Text, new TextRange(0, Text.Length), new TextRange(start, start + 14));
        Assert.Equal("Give oxygen. Give 5 mg.", Text[sentences.Start..sentences.End]);
    }

    [Fact]
    public void Around_AnySpan_HoldsTheSpan() => Gen.Select(UnicodeText.Any, Gen.Int[0, 200], Gen.Int[0, 200]).Sample(
        (text, first, second) =>
        {
            int start = first % (text.Length + 1);
            TextRange span = new(start, start + (second % (text.Length - start + 1)));
            TextRange around = SentenceSplitter.Around(text, new TextRange(0, text.Length), span);
            Assert.True(around.Start <= span.Start && around.End >= span.End);
        },
        iter: 3000);

    [Fact]
    public void Around_SpanOutsideTheRange_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SentenceSplitter.Around("abc def", new TextRange(0, 3), new TextRange(2, 5)));
}
