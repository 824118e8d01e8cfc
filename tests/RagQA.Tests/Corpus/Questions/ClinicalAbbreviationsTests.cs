using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class ClinicalAbbreviationsTests
{
    [Theory]
    [InlineData("Which heparin after a DVT?", "deep vein thrombosis")]
    [InlineData("Is a deep Vein thrombosis treated with a DOAC?", "direct oral anticoagulant|DVT")]
    [InlineData("NSAIDs in CKD", "non-steroidal anti-inflammatory drug|chronic kidney disease")]
    [InlineData("DVT (deep vein thrombosis): how long?", "")]
    [InlineData("What is a dvt?", "")]
    [InlineData("EDVTA and DVT2 are no words", "")]
    [InlineData("", "")]
    public void OtherForms_OfAText_AreThoseThatAreMissing(string text, string expected) =>
        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries).Order(), ClinicalAbbreviations.OtherForms(text).Order());

    [Fact]
    public void All_HasEachShortFormOnceAndNoneThatMeansTwoThings()
    {
        Assert.InRange(ClinicalAbbreviations.All.Count, 300, 1000);
        Assert.Equal(ClinicalAbbreviations.All.Count, ClinicalAbbreviations.All.DistinctBy(a => a.ShortForm).Count());
        Assert.All(ClinicalAbbreviations.All, a => Assert.True(a.LongForm.Length > a.ShortForm.Length && !a.LongForm.Any(char.IsUpper)));
        Assert.DoesNotContain(ClinicalAbbreviations.All, a => a.ShortForm is "PE" or "MS" or "RA" or "PT" or "MR");
    }
}
