using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class FolderReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ragqa-folder-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Read_Folder_GivesFilesInOrdinalOrder()
    {
        Write("b.txt");
        Write("a/z.md");
        Write("a.md");
        Write("B.txt");
        Write(".hidden/x.txt");
        Write(".x.txt");
        Assert.Equal(["B.txt", "a.md", "a/z.md", "b.txt"], FolderReader.Read(_folder.FullName).Select(file => file.DocumentId));
    }

    [Fact]
    public void Read_Metadata_LaysNamedOverStatedOverDefaults()
    {
        Write("metadata.json", """{"*": {"source": "ward", "title": "Default"}, "a.md": {"title": "Named", "date": "2025-01-02", "accessLabels": ["x"]}}""");
        Write("a.md", "# Stated\n\nText.");
        Write("b.md", "# Stated\n\nText.");
        Write("sub/c.txt", "Only a sentence.");
        NamedDocument[] documents = [.. FolderReader.Read(_folder.FullName).SelectMany(file => Load(file).Documents)];
        Assert.Equal(["Named", "Stated", "Default"], documents.Select(document => document.Document.Attributes.Title));
        Assert.All(documents, document => Assert.Equal("ward", document.Document.Attributes.Source));
        Assert.Equal(["x"], documents[0].Document.Attributes.AccessLabels);
    }

    [Fact]
    public void Load_JsonLines_NamesDocumentsByIdOrLine()
    {
        Write("metadata.json", """{"*": {"source": "ward"}, "n.jsonl": {"title": "File", "documentType": "note"}}""");
        Write("n.jsonl", "{\"id\":\"one\",\"title\":\"A\",\"text\":\"x\",\"source\":\"line\"}\nbroken\n{\"title\":\"B\",\"text\":\"y\"}");
        FileDocuments loaded = Load(Assert.Single(FolderReader.Read(_folder.FullName)));
        Assert.Equal(["one", "n.jsonl#3"], loaded.Documents.Select(document => document.Id));
        Assert.Equal(["A", "B"], loaded.Documents.Select(document => document.Document.Attributes.Title));
        Assert.Equal(["line", "ward"], loaded.Documents.Select(document => document.Document.Attributes.Source));
        Assert.All(loaded.Documents, document => Assert.Equal("note", document.Document.Attributes.DocumentType));
        Assert.Equal("n.jsonl#2", Assert.Single(loaded.Failures).Document);
    }

    [Fact]
    public void Load_SubjectsThatDisagree_Fail()
    {
        Write("metadata.json", """{"n.jsonl": {"subject": "p1"}}""");
        Write("n.jsonl", "{\"title\":\"A\",\"text\":\"x\",\"subject\":\"p2\"}\n{\"title\":\"B\",\"text\":\"y\"}");
        FileDocuments loaded = Load(Assert.Single(FolderReader.Read(_folder.FullName)));
        Assert.Equal("p1", Assert.Single(loaded.Documents).Document.Attributes.Subject);
        Assert.Equal("n.jsonl#1", Assert.Single(loaded.Failures).Document);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("{\"a.md\": {\"accessLabel\": [\"x\"]}}")]
    [InlineData("{\"a.md\": {}, \"a.md\": {}}")]
    public void Read_BrokenMetadata_FailsEveryFileUnderIt(string metadata)
    {
        Write("metadata.json", metadata);
        Write("a.md");
        Write("sub/b.md");
        FolderFile[] files = [.. FolderReader.Read(_folder.FullName)];
        Assert.Equal(["metadata.json", "a.md", "sub/b.md"], files.Select(file => file.DocumentId));
        Assert.All(files, file => Assert.NotNull(file.Failure));
        Assert.All(files, file => Assert.Single(Load(file).Failures));
    }

    [Fact]
    public void Read_MetadataForAMissingFile_IsAFailure()
    {
        Write("metadata.json", """{"b.md": {}}""");
        Write("a.md");
        FolderFile[] files = [.. FolderReader.Read(_folder.FullName)];
        Assert.Equal([("b.md", true), ("a.md", false)], files.Select(file => (file.DocumentId, file.Failure is not null)));
    }

    [Fact]
    public void Read_EmptyLabelsUnderItsName_OpenTheFile()
    {
        Write("metadata.json", """{"*": {"accessLabels": ["x"]}, "a.md": {"accessLabels": []}}""");
        Write("a.md");
        Write("b.md");
        Assert.Equal([0, 1], FolderReader.Read(_folder.FullName).Select(file => Assert.Single(Load(file).Documents).Document.Attributes.AccessLabels.Length));
    }

    [Fact]
    public void Read_SingleFile_UsesTheMetadataBesideIt()
    {
        Write("metadata.json", """{"a.md": {"subject": "p1"}}""");
        FolderFile file = Assert.Single(FolderReader.Read(Write("a.md")));
        Assert.Equal("a.md", file.DocumentId);
        Assert.Equal("p1", file.Attributes.Subject);
    }

    [Fact]
    public void Read_Link_IsNotFollowed()
    {
        string outside = Write("real.md");
        DirectoryInfo inside = _folder.CreateSubdirectory("inside");
        File.CreateSymbolicLink(Path.Combine(inside.FullName, "link.md"), outside);
        Directory.CreateSymbolicLink(Path.Combine(inside.FullName, "loop"), _folder.FullName);
        FolderFile[] files = [.. FolderReader.Read(inside.FullName)];
        Assert.Equal(["link.md", "loop"], files.Select(file => file.DocumentId));
        Assert.All(files, file => Assert.NotNull(file.Failure));
    }

    [Fact]
    public void Read_MissingRoot_Throws() =>
        Assert.Equal(FailureKind.NotFound, Assert.Throws<RagQAException>(() => FolderReader.Read(Path.Combine(_folder.FullName, "none"))).Kind);

    [Fact]
    public void Load_UnsupportedAndVanishedFiles_AreFailures()
    {
        FolderFile unsupported = FolderReader.Read(Write("a.xyz")).Single();
        Assert.Contains(".txt", Assert.Single(Load(unsupported).Failures).Reason, StringComparison.Ordinal);
        string path = Write("b.md");
        FolderFile vanished = FolderReader.Read(path).Single();
        File.Delete(path);
        Assert.Single(Load(vanished).Failures);
    }

    [Fact]
    public void Load_NoTitleAnywhere_TakesTheFileName() =>
        Assert.Equal("my note", Assert.Single(Load(FolderReader.Read(Write("my note.txt", "A sentence.")).Single()).Documents).Document.Attributes.Title);

    // Parsing is on the pool here and ends by itself.
    private static FileDocuments Load(FolderFile file) => Task.Run(() => file.LoadAsync(new InProcessFileParser())).GetAwaiter().GetResult();

    private string Write(string name, string content = "Text of it.")
    {
        string path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }
}
