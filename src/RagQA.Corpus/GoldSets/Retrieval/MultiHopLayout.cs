namespace RagQA.Corpus;

/// <summary>HotpotQA and MuSiQue (Yang et al., 2018; Trivedi et al., 2022): the paragraphs that support an answer are to be found among those of all questions.</summary>
internal sealed class MultiHopLayout : IRetrievalLayout
{
    public string Files => "hotpotqa-dev-100.jsonl (HotpotQA; split musique-train-100 or hotpotqa-train-100)";

    public bool Fits(GoldFolder folder) => folder.Has("hotpotqa-dev-100.jsonl");

    public (IEnumerable<RetrievalDocument> Documents, IEnumerable<RetrievalQuery> Queries) Read(GoldFolder folder, string? split)
    {
        GoldLine[] questions = [.. folder.Lines($"{split ?? "hotpotqa-dev-100"}.jsonl")];
        Dictionary<(string Title, string Text), string> ids = questions.SelectMany(q => q.Items("paragraphs")).Select(Key).Distinct()
            .Index().ToDictionary(p => p.Item, p => $"p{p.Index}");
        return (
            ids.Select(p => new RetrievalDocument(p.Value, p.Key.Title, p.Key.Text)),
            questions.Select(q => new RetrievalQuery(
                q.Text("id"),
                q.Text("question"),
                q.Items("paragraphs").GroupBy(p => ids[Key(p)]).ToDictionary(p => p.Key, p => p.Any(x => x.IsTrue("supporting")) ? 1 : 0))));

        static (string Title, string Text) Key(GoldLine paragraph) => (paragraph.TextOrEmpty("title"), paragraph.Text("text"));
    }
}
