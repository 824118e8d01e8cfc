using CsCheck;
using RagQA.Index;

namespace RagQA.Tests.Index;

public sealed class LexicalAnalyzerTests
{
    [Theory]
    [InlineData("Give 0.5 mg, then 2.5 mg", "give 0.5 mg 2.5 mg")]
    [InlineData("0·5 and .5 mg. Next", "0.5 0.5 mg next")]
    [InlineData("1,000 or 12,500,000 units; 1,2,3", "1000 12500000 unit 1 2 3")]
    [InlineData("5mg 500µg 500 mcg 500 ug", "5 mg 500 ug 500 ug 500 ug")]
    [InlineData("μ-opioid", "mu opioid muopioid")]
    [InlineData("TGF-β1 TGFβ1 tgf-beta1", "tgf beta1 tgfbeta1 tgfbeta1 tgf beta1 tgfbeta1")]
    [InlineData("naïve Ménière’s Sjögren's Crohn's", "naiv menier sjogren crohn")]
    [InlineData("nai\u0308ve so\u00ADdium hyper\u200Bten\u00ADsion", "naiv sodium hypertension")]
    [InlineData("CO₂ m² 10⁹", "co2 m2 10 9")]
    [InlineData("ﬁbrosis œdema ÆSOP", "fibrosi oedema aesop")]
    [InlineData("vaccinations vaccination vaccinated bleedings bleeding", "vaccin vaccin vaccinat bleed bleed")]
    [InlineData("1-2 IL-6 and/or long-term", "1 2 il 6 il6 andor long term")]
    [InlineData("10 mg/kg, 5µg/kg/min", "10 mg kg mgkg 5 ug kg min ugkgmin")]
    [InlineData("HbA1c HBA1C β-blocker β₂-agonist", "hba1c hba1c beta blocker beta2 agonist beta2agonist")]
    [InlineData("no fever, not anaemic, without rash, never smoked", "no fever not anaemic without rash never smok")]
    [InlineData("what is the dose", "dose")]
    [InlineData("therapy therapies disease diseases", "therap therap diseas diseas")]
    [InlineData("A dose. A child with hepatitis A and a rash", "dose child hepatiti a rash")]
    [InlineData("", "")]
    [InlineData(" — … ", "")]
    public void Words_Text_Terms(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', LexicalAnalyzer.Words(text)));

    [Theory]
    [InlineData("", 0xCBF29CE484222325UL)]
    [InlineData("a", 0xAF63DC4C8601EC8CUL)]
    [InlineData("foobar", 0x85944171F73967E8UL)]
    public void Hash_PublishedVectors_Equal(string term, ulong hash) => Assert.Equal(hash, LexicalAnalyzer.Hash(term));

    [Fact]
    public void PassageTerms_WithTitle_CountsItTwice()
    {
        var text = EncodedText.Compose("Adult sepsis", "Fluids", "Give crystalloid.");
        Assert.Equal(2, LexicalAnalyzer.PassageTerms("Adult sepsis", text).Count(term => term == LexicalAnalyzer.Terms("sepsis")[0]));
        Assert.Equal(LexicalAnalyzer.Terms(text), LexicalAnalyzer.PassageTerms(null, text));
    }

    [Fact]
    public void Question_RepeatedTerm_CountsIt()
    {
        var question = LexicalAnalyzer.Question("dose dose warfarin");
        Assert.Equal(2, question.Terms.Length);
        Assert.Equal(2, question.Multiplicities[Array.IndexOf(question.Terms, LexicalAnalyzer.Hash("dose"))]);
        Assert.Equal(question.Terms.Order(), question.Terms);
    }

    [Fact]
    public void Words_AnyText_NeverFailsAndNeverGivesAnEmptyTerm() =>
        Gen.String.Sample(text => LexicalAnalyzer.Words(text).All(word => word.Length > 0));

    [Fact]
    public void Words_CaseChanged_SameTerms() =>
        Gen.String[Gen.Char.AlphaNumeric, 0, 60].Sample(text => LexicalAnalyzer.Words(text.ToUpperInvariant()).SequenceEqual(LexicalAnalyzer.Words(text.ToLowerInvariant())));
}
