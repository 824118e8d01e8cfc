namespace RagQA.Corpus;

/// <summary>PubMedQA (Jin et al., 2019): each question is the title of an article, whose abstract without its conclusion is to be found.</summary>
internal sealed class PubMedQALayout : IRetrievalLayout
{
    public string Files => "pqal-open.jsonl (PubMedQA)";

    public bool Fits(GoldFolder folder) => folder.Has("pqal-open.jsonl");

    public (IEnumerable<RetrievalDocument> Documents, IEnumerable<RetrievalQuery> Queries) Read(GoldFolder folder, string? split)
        => (
            folder.Lines("pqal-open.jsonl").Select(q => new RetrievalDocument(q.Text("id"), "", string.Join("\n", q.Texts("contexts")))),
            folder.Lines("pqal-open.jsonl").Select(q => new RetrievalQuery(q.Text("id"), q.Text("question"), new Dictionary<string, int> { [q.Text("id")] = 1 })));
}
