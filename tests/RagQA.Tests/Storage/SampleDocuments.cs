using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>Small documents whose passages are their sentences, each ending in a full stop.</summary>
internal static class SampleDocuments
{
    public static DocumentWrite Make(string id, string text, string? subject = null, string title = "Title", string section = "", string parser = "plain/1", string[]? labels = null)
    {
        List<PassageDraft> passages = [];
        int start = 0;
        while (start < text.Length)
        {
            int stop = text.IndexOf('.', start);
            int end = stop < 0 ? text.Length : stop + 1;
            passages.Add(new PassageDraft { Ordinal = passages.Count, Range = new TextRange(start, end), Section = section });
            start = end;
        }

        return new DocumentWrite
        {
            Id = id,
            Text = text,
            Parser = parser,
            Attributes = new DocumentAttributes { Title = title, Subject = subject, AccessLabels = labels ?? [] },
            Sections = [new TextSection { Path = section, Body = new TextRange(0, text.Length) }],
            Passages = passages,
        };
    }

    public static async Task<List<PassageChange>> ReadAllChangesAsync(this IDocumentStore store, string collection, long from = 0, int partition = 0, int partitions = 1)
    {
        List<PassageChange> changes = [];
        await foreach (ChangeBatch batch in store.ReadChangesAsync(collection, from, partition, partitions, TestContext.Current.CancellationToken))
        {
            changes.AddRange(batch.Changes);
        }

        return changes;
    }
}
