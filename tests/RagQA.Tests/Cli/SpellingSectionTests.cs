using RagQA.Cli.Evaluation;

namespace RagQA.Tests.Cli;

public sealed class SpellingSectionTests
{
    [Fact]
    public void Misspell_QuestionWithAKnownWord_ReplacesTheLongest()
    {
        var misspellings = SpellingSection.Read(new StringReader("recieves->receives\nhemorrage->hemorrhage\nthier->their\nambigous->ambiguous, other\n"));

        Assert.Equal(("Who receives blood after a hemorrage?", "hemorrage", "hemorrhage"), SpellingSection.Misspell("Who receives blood after a hemorrhage?", misspellings));
        Assert.Equal(("Who recieves blood?", "recieves", "receives"), SpellingSection.Misspell("Who receives blood?", misspellings));
        Assert.Null(SpellingSection.Misspell("Is their dose ambiguous?", misspellings));
    }
}
