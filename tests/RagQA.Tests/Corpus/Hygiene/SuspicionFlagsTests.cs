using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class SuspicionFlagsTests
{
    [Theory]
    [InlineData("Give 5 mg of IFNγ, NF-κB, 250 µg; β2-agonist. Ωmega? Привет.")]
    [InlineData("soft\u00ADhyphen and 👩‍⚕️ and می\u200Cخواهم")]
    [InlineData("")]
    public void Of_HonestText_IsEmpty(string text) => Assert.Empty(SuspicionFlags.Of(text));

    [Theory]
    [InlineData("pa\u200Bss", SuspicionFlags.InvisibleCharacters)]
    [InlineData("pa\u200Dss", SuspicionFlags.InvisibleCharacters)]
    [InlineData("x\U000E0041", SuspicionFlags.InvisibleCharacters)]
    [InlineData("a\u202Eb", SuspicionFlags.BidirectionalControls)]
    [InlineData("w\u0430rfarin", SuspicionFlags.MixedScripts)]
    [InlineData("d\u03BFse", SuspicionFlags.MixedScripts)]
    public void Of_SuspiciousText_NamesIt(string text, string flag) => Assert.Equal([flag], SuspicionFlags.Of(text));
}
