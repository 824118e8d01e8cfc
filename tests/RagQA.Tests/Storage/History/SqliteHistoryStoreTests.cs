using System.Text;
using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>The contract on SQLite, and what only a file can show.</summary>
public sealed class SqliteHistoryStoreTests : HistoryStoreContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override async Task<IHistoryStore> OpenAsync() =>
        await SqliteHistoryStore.OpenAsync(new HistoryStoreOptions { Directory = _folder.Path }, Time, Token);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Erase_OfRows_LeavesNoneOfTheirWordsInTheFiles()
    {
        for (var i = 0; i < 200; i++)
        {
            await Store.AddAsync(Entry("ann", $"zebrafinch {i} {new string('q', i)}", i) with { AnswerText = "zebrafinch" }, Encoding.UTF8.GetBytes($"zebrafinch {new string('a', i * 7)}"), Token);
        }

        await Store.AddAsync(Entry("bob", "stays here", 1), [], Token);
        var kept = await Store.ListAsync("ann", new HistoryQuery { Limit = 1 }, Token);
        await Store.StarAsync("ann", kept[0].AnswerId, true, Token);
        Assert.True(await Store.EraseAsync("ann", kept[0].AnswerId, Token));
        Assert.Equal(199, await Store.EraseAllAsync("ann", Token));

        var bytes = Directory.EnumerateFiles(_folder.Path).SelectMany(File.ReadAllBytes).ToArray();
        Assert.True(bytes.AsSpan().IndexOf("stays here"u8) >= 0, "The files were not read.");
        Assert.True(bytes.AsSpan().IndexOf("zebrafinch"u8) < 0, "An erased question is still in a file.");
    }
}
