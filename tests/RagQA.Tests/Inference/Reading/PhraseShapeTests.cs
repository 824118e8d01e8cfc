using RagQA.Inference;

namespace RagQA.Tests.Inference;

public sealed class PhraseShapeTests
{
    [Theory]
    [InlineData("The drug was made by Marie Curie in Paris.", "Marie", "cutsName")]
    [InlineData("The drug was made by Marie Curie in Paris.", "Curie", "cutsName")]
    [InlineData("Give oxygen and fluids now.", "oxygen", "cutsList")]
    [InlineData("a beta-blocker helps", "beta", "cutsWord")]
    [InlineData("for 24 hours", "ours", "cutsWord")]
    [InlineData("aspirin (300 mg) now", "aspirin (300", "halfBracket")]
    [InlineData("the dose is high", "is high", "startsWithVerb")]
    [InlineData("rest of the day", "rest of", "dangles")]
    [InlineData("Stop. Then wait.", "Stop. Then", "crossesSentence")]
    [InlineData("red, green", "red, green", "holdsComma")]
    public void Of_ASpanWithAFlaw_ShowsIt(string text, string span, string feature) => Assert.Equal(1f, Shape(text, span)[feature]);

    [Theory]
    [InlineData("The drug was made by Marie Curie in Paris.", "Marie Curie")]
    [InlineData("Give oxygen and fluids now.", "oxygen and fluids")]
    [InlineData("a beta-blocker helps", "beta-blocker")]
    [InlineData("aspirin (300 mg) now", "aspirin (300 mg)")]
    [InlineData("about 4.5 mg daily", "4.5 mg")]
    [InlineData("In Paris, London and Rome", "Paris")]
    public void Of_ACleanPhrase_ShowsNoFlaw(string text, string span)
    {
        Dictionary<string, float> shape = Shape(text, span);
        Assert.Equal(0f, shape.Where(f => f.Key is not "length").Sum(f => f.Value));
        Assert.Equal(MathF.Log(span.Split(' ', '-', '.').Length), shape["length"]);
    }

    private static Dictionary<string, float> Shape(string text, string span)
    {
        int start = text.IndexOf(span, StringComparison.Ordinal);
        return PhraseShape.Names.Zip(PhraseShape.Of(text, new TextRange(start, start + span.Length), 0)).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
