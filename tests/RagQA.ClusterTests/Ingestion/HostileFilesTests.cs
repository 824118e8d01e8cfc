using RagQA.ClusterTests.Cluster;
using RagQA.Tests.Corpus.Hostile;

namespace RagQA.ClusterTests.Ingestion;

/// <summary>A folder of files made to do harm, on the real way in: job, reader processes, store, partitions, answer.</summary>
public sealed class HostileFilesTests(ClusterFixture cluster) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ragqa-hostile-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Ingest_OfHostileFiles_NamesEachAndAnswersFromTheGoodOne()
    {
        var names = new List<string>();
        foreach (var (name, content) in HostileFiles.All().Where(file => file.Content.Length < 30_000_000))
        {
            names.Add(name);
            await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, name), content, Ct);
        }

        var good = new RawPdf().OnePage().Stream(4, "BT /F1 12 Tf 50 700 Td (The jade ward repeats observations every 19 minutes after an operation.) Tj ET").Close();
        await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, "zz-good.pdf"), good, Ct);
        var process = Environment.ProcessId;
        var collection = await cluster.CollectionAsync(new CollectionInput());

        var status = await cluster.Client.StartIngestionAsync(new IngestionRequest { Collection = collection.Name, Paths = [_folder.FullName] }, Ct);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (status.State is IngestionState.Queued or IngestionState.Running && await timer.WaitForNextTickAsync(Ct))
        {
            status = await cluster.Client.GetIngestionAsync(status.Id, Ct);
        }

        Assert.Equal(IngestionState.Done, status.State);
        Assert.True(names.Count >= 60, $"{names.Count} files");
        Assert.Equal(names.Count + 1, status.Documents);
        Assert.True(status.Failed >= 40, $"{status.Failed} failures");
        Assert.All(status.Failures, failure => Assert.EndsWith(".", failure.Reason, StringComparison.Ordinal));
        Assert.Equal(process, Environment.ProcessId);

        var answer = await cluster.Client.AskAsync(new AskRequest { Collection = collection.Name, Question = Wards.Question("jade"), Deadline = TimeSpan.FromSeconds(30) }, Ct);
        var citation = answer.Answers[0].Citations[0];
        Assert.Equal(("zz-good.pdf", (int?)1), (citation.DocumentId, citation.Page));
        Assert.Contains("19", answer.Answers[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_OfAPdf_CitesThePageOfTheSpan()
    {
        var pdf = new RawPdf().Object(1, "<< /Type /Catalog /Pages 2 0 R >>").Object(2, "<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>")
            .Object(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>")
            .Object(6, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R /Resources << /Font << /F1 5 0 R >> >> >>")
            .Object(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
            .Stream(4, "BT /F1 12 Tf 50 400 Td (The rules of the lilac ward were written in spring and are kept in the office.) Tj ET")
            .Stream(7, "BT /F1 12 Tf 50 700 Td (The lilac ward repeats observations every 21 minutes after an operation.) Tj ET").Close();
        var collection = await cluster.CollectionAsync(
            new CollectionInput(), new DocumentInput { Id = "lilac", Content = pdf, FileName = "lilac.pdf", Attributes = new DocumentAttributes { Title = "Lilac ward" } });

        var answer = await cluster.Client.AskAsync(new AskRequest { Collection = collection.Name, Question = Wards.Question("lilac"), Deadline = TimeSpan.FromSeconds(30) }, Ct);

        Assert.Contains("21", answer.Answers[0].Text, StringComparison.Ordinal);
        Assert.Equal(2, answer.Answers[0].Citations[0].Page);
        Assert.Equal(1, answer.Passages[0].Page);
    }
}
