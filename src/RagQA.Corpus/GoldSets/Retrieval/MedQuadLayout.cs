namespace RagQA.Corpus;

/// <summary>MedQuAD (Ben Abacha and Demner-Fushman, 2019): questions and the answers of NIH pages, found again among all answers.</summary>
internal sealed class MedQuadLayout : IRetrievalLayout
{
    public string Files => "medquad.jsonl (MedQuAD)";

    public bool Fits(GoldFolder folder) => folder.Has("medquad.jsonl");

    public (IEnumerable<RetrievalDocument> Documents, IEnumerable<RetrievalQuery> Queries) Read(GoldFolder folder, string? split)
        => (
            folder.Lines("medquad.jsonl").Select(r => new RetrievalDocument(r.Text("id"), r.TextOrEmpty("focus"), r.Text("answer"))),
            folder.Lines("medquad.jsonl").Select(r => new RetrievalQuery(r.Text("id"), r.Text("question"), new Dictionary<string, int> { [r.Text("id")] = 1 })));
}
