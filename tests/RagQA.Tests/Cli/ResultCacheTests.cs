using RagQA.Cli.Evaluation;

namespace RagQA.Tests.Cli;

public sealed class ResultCacheTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ragqa-cache-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Open_AfterARun_GoesOnWithItsResults()
    {
        using (var cache = Open("code1"))
        {
            cache.Add(new Result("a", 1));
        }

        using var again = Open("code1");
        Assert.Equal(1, again["a"].Value);
        Assert.False(again.Contains("b"));
    }

    [Fact]
    public void Open_LastLineCutOff_LosesThatResultOnly()
    {
        using (var cache = Open("code1"))
        {
            cache.Add(new Result("a", 1));
            cache.Add(new Result("b", 2));
        }

        var path = Path.Combine(_folder.FullName, "name-code1.jsonl");
        File.WriteAllText(path, File.ReadAllText(path)[..^5]);
        using (var cut = Open("code1"))
        {
            Assert.True(cut.Contains("a"));
            Assert.False(cut.Contains("b"));
            cut.Add(new Result("c", 3));
        }

        using var again = Open("code1");
        Assert.True(again.Contains("a"));
        Assert.True(again.Contains("c"));
    }

    [Fact]
    public void Open_ResultsOfOtherCode_CountOnlyWhereAsked()
    {
        using (var cache = Open("code1"))
        {
            cache.Add(new Result("a", 1));
        }

        using (var other = Open("code2"))
        {
            Assert.False(other.Contains("a"));
        }

        using var any = Open("code2", CacheUse.AnyBuild);
        Assert.True(any.Contains("a"));
    }

    [Fact]
    public void Open_WhileAnotherRunWrites_IsRefused()
    {
        using var first = Open("code1");
        Assert.Throws<IOException>(() => Open("code1"));
    }

    private ResultCache<Result> Open(string code, CacheUse use = CacheUse.SameBuild) => ResultCache<Result>.Open(_folder.FullName, "name", code, use, r => r.Key);

    private sealed record Result(string Key, int Value);
}
