namespace RagQA.Corpus;

/// <summary>NFCorpus (Boteva et al., 2016) as its authors processed it: lower-cased, without stop words. The query is its title.</summary>
internal sealed class NfCorpusLayout : IRetrievalLayout
{
    public string Files => "test-docs.jsonl with test-queries.jsonl and test-qrels.jsonl (NFCorpus)";

    public bool Fits(GoldFolder folder) => folder.Has("test-docs.jsonl", "test-queries.jsonl", "test-qrels.jsonl");

    public (IEnumerable<RetrievalDocument> Documents, IEnumerable<RetrievalQuery> Queries) Read(GoldFolder folder, string? split)
    {
        Dictionary<string, Dictionary<string, int>> grades = folder.Lines("test-qrels.jsonl")
            .GroupBy(g => g.Text("qid"))
            .ToDictionary(q => q.Key, q => q.DistinctBy(g => g.Text("doc")).ToDictionary(g => g.Text("doc"), g => g.Number("grade")));
        return (
            folder.Lines("test-docs.jsonl").Select(d => new RetrievalDocument(d.Text("id"), "", d.Text("text"))),
            folder.Lines("test-queries.jsonl").Select(q => new RetrievalQuery(q.Text("id"), q.Text("titles"), grades.GetValueOrDefault(q.Text("id"), []))));
    }
}
