using CsCheck;
using RagQA.Grains.Retrieval;
using RagQA.Index;
using RagQA.Tests.Grains.Answering;

namespace RagQA.Tests.Grains.Retrieval;

public sealed class SpellingTests
{
    private static readonly RankedPassage[] Passages =
    [
        Readings.Of(1, "Bisoprolol is started at 1.25 mg. Bisoprolol is not stopped suddenly.", 1).Passage,
        Readings.Of(2, "Give hydralazine for severe hypertension.", 1).Passage,
    ];

    [Theory]
    [InlineData("What dose of bisoprlol?", "bisoprlol", "bisoprolol")]
    [InlineData("What dose of BISOPORLOL?", "bisoporlol", "bisoprolol")]
    [InlineData("Is hypertention severe?", "hypertention", "hypertension")]
    public void Suggest_MisspeltWord_NamesTheWordOfThePassages(string question, string word, string expected)
    {
        var suggestion = Assert.Single(Spelling.Suggest(question, Unknown(question, word), Passages));

        Assert.Equal((word, expected), (suggestion.Word, suggestion.Like[0]));
    }

    [Theory]
    [InlineData("What dose of hydroxyzine?", "hydroxyzine")]
    [InlineData("What dose of amiodarone?", "amiodarone")]
    [InlineData("Who is Okafor?", "okafor")]
    public void Suggest_OtherWordThatTheCollectionLacks_NamesNothing(string question, string word)
        => Assert.Empty(Spelling.Suggest(question, Unknown(question, word), Passages));

    [Fact]
    public void Suggest_WordThatSomePassageHolds_IsLeftAlone()
    {
        var question = LexicalAnalyzer.Question("What dose of bisoprlol?");

        Assert.Empty(Spelling.Suggest("What dose of bisoprlol?", new WeighedTerms(question.Terms, [.. question.Terms.Select(_ => 1f)]), Passages));
    }

    [Fact]
    public void Suggest_TermsThatWereNotCounted_NamesNothing()
        => Assert.Empty(Spelling.Suggest("What dose of bisoprlol?", new WeighedTerms(LexicalAnalyzer.Question("What dose of bisoprlol?").Terms, []), Passages));

    [Fact]
    public void Distance_OfAWordAfterOneEdit_IsOneAndSymmetric()
    {
        var word = Gen.Char['a', 'e'].Array[2, 9];
        Gen.Select(word, Gen.Int[0, 3], Gen.Int[0, 8], Gen.Char['f', 'h']).Sample((letters, kind, place, letter) =>
        {
            var at = place % (letters.Length - 1);
            var before = new string(letters);
            var after = kind switch
            {
                0 => before.Remove(at, 1),
                1 => before.Insert(at, letter.ToString()),
                2 => string.Concat(before.AsSpan(0, at), letter.ToString(), before.AsSpan(at + 1)),
                _ => string.Concat(before.AsSpan(0, at), $"{before[at + 1]}{before[at]}", before.AsSpan(at + 2)),
            };
            var expected = before == after ? 0 : 1;
            return Spelling.Distance(before, after, 2) == expected && Spelling.Distance(after, before, 2) == expected;
        });
    }

    [Fact]
    public void Distance_BeyondTheMost_IsOneMore() => Assert.Equal(3, Spelling.Distance("hydralazine", "hydroxyzine", 2));

    private static WeighedTerms Unknown(string question, string word)
    {
        var terms = LexicalAnalyzer.Question(question).Terms;
        return new WeighedTerms(terms, Array.ConvertAll(terms, term => term == LexicalAnalyzer.Terms(word)[0] ? 0f : 1f));
    }
}
