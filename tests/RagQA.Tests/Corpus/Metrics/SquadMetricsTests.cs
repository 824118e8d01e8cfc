using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class SquadMetricsTests
{
    /// <summary>Made with a Python transcription of the official script's normalisation.</summary>
    public static TheoryData<string, string> Normalised => new()
    {
        { "The  Cat's pyjamas!", "cats pyjamas" },
        { "a an the", "" },
        { "A-the_an", "athean" },
        { "THE\u00A0end", "end" },
        { "\u201Cquoted\u201D the text", "\u201Cquoted\u201D text" },
        { "an\u0301 apple", "\u0301 apple" },
        { "\u0130stanbul the", "i\u0307stanbul" },
        { "\u03A3\u0391\u03A3", "\u03C3\u03B1\u03C2" },
        { "5 mg. b.d.", "5 mg bd" },
        { "a\u200Bthe", "\u200B" },
        { "x\u001Cthe\u001Dy", "x y" },
        { "the1 a1 1a", "the1 a1 1a" },
        { "na\u00EFve\u2014the", "na\u00EFve\u2014" },
        { "\uFB01 the \uFB01", "\uFB01 \uFB01" },
        { "\u00BD a \u00B2", "\u00BD \u00B2" },
        { "the's", "thes" },
        { "$5+<6>=^~`|", "56" },
        { "\u1E9E the", "\u00DF" },
        { "a\u0903 b", "\u0903 b" },
        { "\u2163 the", "\u2173" },
        { "\uD835\uDC1A a \uD835\uDC1A", "\uD835\uDC1A \uD835\uDC1A" },
        { "the\uD835\uDC1A a", "the\uD835\uDC1A" },
        { "x\u2028a\u2029y", "x y" },
        { "\u180Ea a", "\u180E" },
    };

    /// <summary>Made with a Python transcription of the official script's scores.</summary>
    public static TheoryData<string, string[], double, double> Scored => new()
    {
        { "the 5 mg tablet", ["5 mg tablet"], 1, 1 },
        { "5 mg twice daily", ["5 mg", "5 mg once daily"], 0, 0.75 },
        { "", [], 1, 1 },
        { "", ["yes"], 0, 0 },
        { "something", [], 0, 0 },
        { "the", ["a"], 1, 1 },
        { "", ["the", "."], 1, 1 },
        { "a b b c", ["b b b d"], 0, 0.5714285714285715 },
        { "10 mg", ["20 mg", "10  MG."], 1, 1 },
        { "x y", ["z"], 0, 0 },
    };

    /// <summary>Made with a Python transcription of both scripts: EM and F1 of 1.1, then of 2.0. They differ in the first three and for "%".</summary>
    public static TheoryData<string, string[], double, double, double, double> BothVersions => new()
    {
        { "the", ["a"], 1, 0, 1, 1 },
        { "the", ["a", "b"], 1, 0, 0, 0 },
        { "", ["the"], 1, 0, 1, 1 },
        { "%", ["%"], 1, 0, 1, 1 },
        { "x", ["%", "y x"], 0, 0.6666666666666666, 0, 0.6666666666666666 },
        { "5 mg of aspirin", ["5 mg", "aspirin 5 mg"], 0, 0.8571428571428571, 0, 0.8571428571428571 },
        { "St. John's wort", ["st johns wort"], 1, 1, 1, 1 },
        { "twice twice daily", ["twice daily"], 0, 0.8, 0, 0.8 },
        { "an apple a day", ["the apple day"], 1, 1, 1, 1 },
        { "10-20 mg", ["1020 mg"], 1, 1, 1, 1 },
        { "heart failure (systolic)", ["systolic heart failure", "heart failure"], 0, 1, 0, 1 },
    };

    [Theory]
    [MemberData(nameof(BothVersions))]
    public void Scores_OfEitherVersion_EqualItsScript(string prediction, string[] gold, double exact1, double f1, double exact2, double f2)
    {
        Assert.Equal(exact1, SquadMetrics.ExactMatch(prediction, gold, SquadVersion.V1));
        Assert.Equal(f1, SquadMetrics.F1(prediction, gold, SquadVersion.V1), 12);
        Assert.Equal(exact2, SquadMetrics.ExactMatch(prediction, gold, SquadVersion.V2));
        Assert.Equal(f2, SquadMetrics.F1(prediction, gold, SquadVersion.V2), 12);
    }

    [Theory]
    [MemberData(nameof(Normalised))]
    public void Normalize_ReferenceCase_EqualsOfficialScript(string answer, string expected) =>
        Assert.Equal(expected, SquadMetrics.Normalize(answer));

    [Theory]
    [MemberData(nameof(Scored))]
    public void Scores_ReferenceCase_EqualOfficialScript(string prediction, string[] gold, double exact, double f1)
    {
        Assert.Equal(exact, SquadMetrics.ExactMatch(prediction, gold));
        Assert.Equal(f1, SquadMetrics.F1(prediction, gold), 12);
    }
}
