using System.IO.Compression;
using System.Text;
using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class SquadFileTests : IDisposable
{
    private const string Json = """
        {"version": "v2.0", "data": [{"title": "Doses", "paragraphs": [{"context": "😀 Give 5 mg. Then 5 mg.", "qas": [
          {"id": "q1", "question": "How much?", "is_impossible": false, "answers": [{"text": "5 mg", "answer_start": 7}, {"text": "5 mg", "answer_start": 18}]},
          {"id": 2, "question": "Who?", "is_impossible": true, "answers": [], "plausible_answers": [{"text": "5 mg", "answer_start": 7}]},
          {"id": "q3", "question": "Off?", "answers": [{"text": "Then", "answer_start": 3}]}]}]}]}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ragqa-squad-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("gold.json")]
    [InlineData("gold.json.gz")]
    public void Read_PlainAndPacked_GivesAllQuestions(string name)
    {
        SquadFile file = SquadFile.Read(Write(name, Json));
        Assert.Equal("v2.0", file.Version);
        Assert.Equal(["q1", "2", "q3"], file.Questions.Select(pair => pair.Question.Id));
        Assert.True(file.HasImpossible);
        Assert.Equal("Doses", Assert.Single(file.Articles).Title);
    }

    [Fact]
    public void Read_OffsetsInCodePoints_BecomeUtf16()
    {
        (SquadParagraph paragraph, SquadQuestion question) = SquadFile.Read(Write("a.json", Json)).Questions.First();
        Assert.Equal([8, 19], question.Answers.Select(answer => answer.Start));
        Assert.All(question.Answers, answer => Assert.Equal(answer.Text, paragraph.Context.Substring(answer.Start!.Value, answer.Text.Length)));
    }

    [Fact]
    public void Read_OffsetBesideTheAnswer_IsNull() =>
        Assert.Null(SquadFile.Read(Write("a.json", Json)).Questions.Last().Question.Answers[0].Start);

    [Fact]
    public void Read_ImpossibleQuestion_HasNoGold()
    {
        SquadQuestion question = SquadFile.Read(Write("a.json", Json)).Questions.ElementAt(1).Question;
        Assert.True(question.IsImpossible);
        Assert.Empty(question.AnswerTexts);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"data\": 3}")]
    [InlineData("{\"data\": [{\"paragraphs\": [{}]}]}")]
    [InlineData("no json")]
    public void Read_OtherFormat_IsUnsupported(string content)
    {
        RagQAException exception = Assert.Throws<RagQAException>(() => SquadFile.Read(Write("b.json", content)));
        Assert.Equal(FailureKind.Unsupported, exception.Kind);
    }

    [Fact]
    public void Read_BrokenLine_NamesFileAndLine() =>
        Assert.Equal("b.json, line 3: this is no JSON.", Assert.Throws<RagQAException>(() => SquadFile.Read(Write("b.json", "{\n\"data\": [\n}"))).Message);

    [Fact]
    public void Read_CutArchive_IsUnsupported()
    {
        string path = Write("c.json.gz", Json);
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        Assert.Equal(FailureKind.Unsupported, Assert.Throws<RagQAException>(() => SquadFile.Read(path)).Kind);
    }

    [Fact]
    public void Read_NoFile_IsNotFound() =>
        Assert.Equal(FailureKind.NotFound, Assert.Throws<RagQAException>(() => SquadFile.Read(Path.Combine(_folder.FullName, "none.json"))).Kind);

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder.FullName, name);
        using FileStream file = File.Create(path);
        using Stream stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Compress) : file;
        stream.Write(Encoding.UTF8.GetBytes(content));
        return path;
    }
}
