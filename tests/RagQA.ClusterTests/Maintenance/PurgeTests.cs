using System.Text;
using RagQA.ClusterTests.Cluster;
using RagQA.Inference;
using RagQA.Tests;

namespace RagQA.ClusterTests.Maintenance;

/// <summary>A purge through the whole system: afterwards no file under the data directory holds a byte of it.</summary>
public sealed class PurgeTests(ClusterFixture cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PurgeDocument_AmongOthers_LeavesNeitherTextNorVectorInAnyFile()
    {
        // 1 Ten documents, one of them in two versions; everything has been saved.
        var documents = Enumerable.Range(0, 10).Select(i => Document(i, version: 1)).ToArray();
        var collection = await cluster.CollectionAsync(new CollectionInput { Partitions = 2 }, documents);
        await cluster.Client.PutDocumentAsync(collection.Name, Document(3, version: 2), wait: true, Ct);
        await cluster.Client.DeleteDocumentAsync(collection.Name, "d4", Principal.Local, Ct);
        await cluster.Client.VerifyAsync(cancellationToken: Ct);
        var vectors = Vectors();
        Assert.All([(3, 1), (3, 2), (4, 1), (5, 1)], v => Assert.NotEmpty(Holding(vectors[v])));
        Assert.NotEmpty(Holding(Encoding.UTF8.GetBytes(Word(3, 2))));

        // 2 One live document with a history, and one that was deleted before.
        await cluster.Client.PurgeDocumentAsync(collection.Name, "d3", Principal.Local, Ct);
        await cluster.Client.PurgeDocumentAsync(collection.Name, "d4", Principal.Local, Ct);

        // 3 No waiting: it holds when the calls have returned.
        foreach (var (document, version) in new[] { (3, 1), (3, 2), (4, 1) })
        {
            Assert.Empty(Holding(vectors[(document, version)]));
            Assert.Empty(Holding(Encoding.UTF8.GetBytes(Word(document, version))));
            Assert.Empty(Holding(Encoding.Unicode.GetBytes(Word(document, version))));
        }

        Assert.NotEmpty(Holding(vectors[(5, 1)]));
        Assert.NotEmpty(Holding(Encoding.UTF8.GetBytes(Word(5, 1))));
        Assert.Empty((await cluster.Client.VerifyAsync(cancellationToken: Ct)).Findings);
        var found = await cluster.Client.SearchAsync(new SearchRequest { Collection = collection.Name, Query = $"What does {Word(3, 2)} mean?" }, Ct);
        Assert.DoesNotContain(found.Passages, p => p.DocumentId is "d3" or "d4");
    }

    private static string Word(int document, int version) => $"zanthor{(char)('a' + document)}{version}quil";

    private static DocumentInput Document(int number, int version) => new()
    {
        Id = $"d{number}",
        Text = $"The {Word(number, version)} is kept in cabinet {number + 20} of the pharmacy.",
        Attributes = new DocumentAttributes { Title = $"Cabinet {number}" },
    };

    // A quarter of the vector, in the middle: also a part must not remain.
    private static Dictionary<(int, int), byte[]> Vectors()
    {
        using var models = InferenceModels.Open(new InferenceOptions { ModelsDirectory = Path.Combine(RepositoryRoot.Path, "models"), Threads = 1 });
        return new[] { (3, 1), (3, 2), (4, 1), (5, 1) }.ToDictionary(v => v, v =>
        {
            var document = Document(v.Item1, v.Item2);
            var encoded = EncodedText.Compose(document.Attributes.Title!, "", document.Text!);
            var bytes = RagQA.Vectors.ToBytes(models.PassageEncoder.Encode(encoded));
            return bytes.AsSpan(bytes.Length / 4, bytes.Length / 4).ToArray();
        });
    }

    private string[] Holding(byte[] bytes) =>
    [
        .. Directory.EnumerateFiles(cluster.DataDirectory, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)).Where(path =>
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[file.Length];
            file.ReadExactly(content);
            return content.AsSpan().IndexOf(bytes) >= 0;
        }),
    ];
}
