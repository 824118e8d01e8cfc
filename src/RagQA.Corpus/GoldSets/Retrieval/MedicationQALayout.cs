namespace RagQA.Corpus;

/// <summary>MedicationQA (Ben Abacha et al., 2019): consumers' questions on drugs; the answer that was chosen for each is to be found among all.</summary>
internal sealed class MedicationQALayout : IRetrievalLayout
{
    public string Files => "medicationqa.jsonl (MedicationQA)";

    public bool Fits(GoldFolder folder) => folder.Has("medicationqa.jsonl");

    public (IEnumerable<RetrievalDocument> Documents, IEnumerable<RetrievalQuery> Queries) Read(GoldFolder folder, string? split)
    {
        // Neither questions nor answers have ids of their own, and an answer may serve several questions.
        GoldLine[] rows = [.. folder.Lines("medicationqa.jsonl").Where(r => r.Text("Answer").Length > 0)];
        Dictionary<string, string> ids = rows.Select(r => r.Text("Answer")).Distinct().Index().ToDictionary(a => a.Item, a => $"a{a.Index}");
        return (
            rows.DistinctBy(r => r.Text("Answer")).Select(r => new RetrievalDocument(ids[r.Text("Answer")], r.TextOrEmpty("Section Title"), r.Text("Answer"))),
            rows.GroupBy(r => r.Text("Question")).Select((q, i) => new RetrievalQuery(
                $"q{i}", q.Key, q.Select(r => ids[r.Text("Answer")]).Distinct().ToDictionary(id => id, _ => 1))));
    }
}
