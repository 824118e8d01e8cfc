using System.IO.Compression;
using System.Text;
using RagQA.Server.History;
using RagQA.Tests.Web;

namespace RagQA.Tests.Server;

public sealed class AnswerFormTests
{
    // Passages and sentences of the made-up answers begin at 100.
    private static readonly string _text = new string(' ', 100) + "Give 500 micrograms at once.";

    private static readonly Answer _answer = Answers.Of(Answers.Span("500 micrograms", 0.9, 1, 2)) with { Stable = true };

    [Fact]
    public void Restore_FromUnchangedDocuments_GivesTheSameAnswer()
    {
        var kept = AnswerForm.Read(AnswerForm.Write(_answer)).Restore(Documents("sha256:0123456789abcdef", 1, 2, 3, 4));

        Assert.Equal(0, kept.Withheld);
        Assert.Equivalent(_answer, kept.Answer, strict: true);
    }

    [Fact]
    public void Write_OfAnAnswer_HoldsNoTextOfADocument()
    {
        using var zip = new GZipStream(new MemoryStream(AnswerForm.Write(_answer)), CompressionMode.Decompress);
        using var reader = new StreamReader(zip, Encoding.UTF8);

        var form = reader.ReadToEnd();

        Assert.DoesNotContain("micrograms", form, StringComparison.Ordinal);
        Assert.Contains("d1.md", form, StringComparison.Ordinal);
    }

    [Fact]
    public void Restore_WithoutOneDocument_LeavesItsPassagesAndCitationsOut()
    {
        var kept = AnswerForm.Read(AnswerForm.Write(_answer)).Restore(Documents("sha256:0123456789abcdef", 2, 3));

        Assert.Equal(2, kept.Withheld);
        Assert.Equal([2L, 3L], kept.Answer.Passages.Select(p => p.PassageId));
        Assert.Equal([2L], Assert.Single(kept.Answer.Answers).Citations.Select(c => c.PassageId));
    }

    [Fact]
    public void Restore_FromOtherVersions_GivesNoAnswer()
    {
        var kept = AnswerForm.Read(AnswerForm.Write(_answer)).Restore(Documents("sha256:ffff", 1, 2, 3, 4));

        Assert.Equal(4, kept.Withheld);
        Assert.Empty(kept.Answer.Answers);
    }

    private static Dictionary<string, DocumentText> Documents(string version, params int[] numbers) => numbers.ToDictionary(
        n => $"d{n}.md",
        n => new DocumentText
        {
            Document = new DocumentDescription { Id = $"d{n}.md", Version = version, Attributes = new DocumentAttributes { Title = $"Document {n}" } },
            Text = _text,
        });
}
