using System.Text;
using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>The JSON columns are a file format: a change here needs a migration.</summary>
public sealed class StorageJsonTests
{
    [Fact]
    public void Write_Attributes_IsTheStoredForm()
    {
        DocumentAttributes attributes = new() { Title = "T", Source = "s", Date = new DateOnly(2020, 2, 29), DocumentType = "d", Subject = "p", AccessLabels = ["b", "a"], Metadata = new() { ["z"] = "1", ["a"] = "2" }, Authors = ["A. B."], Url = "https://example.org", StudyType = "review", Language = "en", TrustTier = 2, Retracted = true, SupersededBy = "x" };
        const string Stored = """{"title":"T","source":"s","date":"2020-02-29","documentType":"d","subject":"p","accessLabels":["b","a"],"metadata":{"a":"2","z":"1"},"authors":["A. B."],"url":"https://example.org","studyType":"review","language":"en","trustTier":2,"retracted":true,"supersededBy":"x"}""";
        Assert.Equal(Stored, Encoding.UTF8.GetString(StorageJson.Write(attributes)));
        Assert.Equivalent(attributes, StorageJson.ReadAttributes(Encoding.UTF8.GetBytes(Stored)), strict: true);
    }

    [Fact]
    public void Write_Sections_IsTheStoredForm()
    {
        TextSection[] sections = [new() { Path = "A › B", Body = new TextRange(1, 9), Page = 2 }, new() { Path = "", Body = new TextRange(9, 9) }];
        const string Stored = """[{"path":"A \u203A B","body":{"start":1,"end":9},"page":2},{"path":"","body":{"start":9,"end":9}}]""";
        Assert.Equal(Stored, Encoding.UTF8.GetString(StorageJson.Write(sections)));
        Assert.Equal(sections, StorageJson.ReadSections(Encoding.UTF8.GetBytes(Stored)));
    }
}
