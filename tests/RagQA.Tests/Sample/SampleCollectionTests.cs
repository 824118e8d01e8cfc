using System.Text.Json;
using RagQA.Corpus;

namespace RagQA.Tests.Sample;

/// <summary>The sample documents and the gold questions over them belong together.</summary>
public sealed class SampleCollectionTests
{
    private static readonly string Folder = RepositoryRoot.Combine("deploy", "sample");

    [Fact]
    public async Task Documents_OfBothCollections_ParseAndSayThatTheyAreSamples()
    {
        var documents = await DocumentsAsync();

        Assert.True(documents.Count >= 30, $"{documents.Count} documents");
        Assert.All(documents, d => Assert.Contains("not for clinical use", d.Document.Attributes.Source!, StringComparison.Ordinal));
        Assert.All(documents, d => Assert.InRange(d.Document.Text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length, 300, 1000));
        Assert.Equal(4, documents.Select(d => d.Document.Attributes.Subject).OfType<string>().Distinct().Count());
    }

    [Fact]
    public async Task Gold_EveryParagraph_StandsInADocument()
    {
        var texts = (await DocumentsAsync()).Select(d => d.Document.Text).ToArray();

        Assert.All(Gold().Articles.SelectMany(a => a.Paragraphs), p => Assert.Contains(texts, t => t.Contains(p.Context, StringComparison.Ordinal)));
    }

    [Fact]
    public void Gold_EveryAnswer_IsASliceOfItsParagraph()
    {
        var questions = Gold().Questions.ToArray();

        Assert.Equal(105, questions.Length);
        Assert.Equal(26, questions.Count(q => q.Question.IsImpossible));
        Assert.Equal(105, questions.Select(q => q.Question.Id).Distinct().Count());
        foreach (var (paragraph, question) in questions)
        {
            Assert.Equal(question.IsImpossible, question.Answers.Count == 0);
            Assert.All(question.Answers, a => Assert.Equal(a.Text, paragraph.Context.Substring(a.Start!.Value, a.Text.Length)));
        }
    }

    [Fact]
    public void Collections_OfTheList_HaveFolders()
    {
        using var list = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "collections.json")));

        Assert.All(list.RootElement.EnumerateArray(), c => Assert.True(Directory.Exists(Path.Combine(Folder, c.GetProperty("folder").GetString()!))));
    }

    private static async Task<List<NamedDocument>> DocumentsAsync()
    {
        var parser = new InProcessFileParser();
        var loaded = await Task.WhenAll(
            new[] { "reference", "patients" }.SelectMany(f => FolderReader.Read(Path.Combine(Folder, f))).Select(f => f.LoadAsync(parser)));
        Assert.Empty(loaded.SelectMany(l => l.Failures));
        return [.. loaded.SelectMany(l => l.Documents)];
    }

    private static SquadFile Gold() => SquadFile.Read(RepositoryRoot.Combine("tests", "gold", "sample.json"));
}
