using RagQA.Cli.Evaluation;
using RagQA.Corpus;

namespace RagQA.Tests.Cli;

public sealed class GoldSetTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ragqa-gold-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Read_QuestionTwice_IsRefused()
    {
        var exception = Assert.Throws<RagQAException>(() => Read("""{"id": "q", "question": "?", "answers": []}, {"id": "q", "question": "!", "answers": []}"""));
        Assert.Equal("set.json has the question 'q' twice.", exception.Message);
    }

    [Fact]
    public void Read_NoQuestions_IsRefused() => Assert.Equal("set.json has no questions.", Assert.Throws<RagQAException>(() => Read("")).Message);

    [Theory]
    [InlineData("""{"id": "q", "question": "?", "answers": []}""", SquadVersion.V2)]
    [InlineData("""{"id": "q", "question": "?", "answers": [{"text": "text", "answer_start": 4}]}""", SquadVersion.V1)]
    public void Version_ByUnanswerableQuestions_IsThatOfTheScript(string questions, SquadVersion version) => Assert.Equal(version, Read(questions).Version);

    [Fact]
    public void Read_AnswerWithItsPlace_KeepsItsRange()
        => Assert.Equal([new TextRange(4, 8)], Read("""{"id": "q", "question": "?", "answers": [{"text": "text", "answer_start": 4}]}""").Questions[0].AnswerRanges);

    private GoldSet Read(string questions)
    {
        var path = Path.Combine(_folder.FullName, "set.json");
        File.WriteAllText(path, $$"""{"data": [{"title": "t", "paragraphs": [{"context": "Its text", "qas": [{{questions}}]}]}]}""");
        return GoldSet.Read(path);
    }
}
