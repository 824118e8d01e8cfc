using System.Xml.Linq;

namespace RagQA.Tests.Architecture;

/// <summary>The layering of the projects, read from the project files themselves.</summary>
public sealed class ProjectReferencesTests
{
    /// <summary>What each project may reference directly; a project that is not listed here fails the test until somebody decides.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["RagQA.Abstractions"] = [],
        ["RagQA.Index"] = ["RagQA.Abstractions"],
        ["RagQA.Inference"] = ["RagQA.Abstractions"],
        ["RagQA.Corpus"] = ["RagQA.Abstractions"],
        ["RagQA.Storage"] = ["RagQA.Abstractions"],
        ["RagQA.Grains"] = ["RagQA.Abstractions", "RagQA.Index", "RagQA.Inference", "RagQA.Corpus", "RagQA.Storage"],
        ["RagQA.Client"] = ["RagQA.Abstractions"],
        ["RagQA.Client.Example"] = ["RagQA.Abstractions", "RagQA.Client"],
        ["RagQA.Client.SiloExample"] = ["RagQA.Abstractions", "RagQA.Client"],
        ["RagQA.Web"] = ["RagQA.Abstractions", "RagQA.Client"],
        ["RagQA.Server"] = ["RagQA.Grains", "RagQA.Client", "RagQA.Web"],
        ["RagQA.Cli"] = ["RagQA.Server"],
    };

    public static TheoryData<string> Projects => [.. ProjectFiles().Select(f => Path.GetRelativePath(RepositoryRoot.Path, f))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_OfEveryProject_AreAllowed(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        var references = XDocument.Load(Path.Combine(RepositoryRoot.Path, project))
            .Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))
            .ToArray();
        Assert.True(Allowed.TryGetValue(name, out var allowed), $"{name} is not listed: say what it may reference.");
        Assert.Empty(references.Except(allowed!));
    }

    [Fact]
    public void Projects_OnDisk_AreThoseOfTheList()
        => Assert.Equal(Allowed.Keys.Order(), ProjectFiles().Select(Path.GetFileNameWithoutExtension).Order());

    private static IEnumerable<string> ProjectFiles() => new[] { "src", "web" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, folder), "*.csproj", SearchOption.AllDirectories))
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
}
