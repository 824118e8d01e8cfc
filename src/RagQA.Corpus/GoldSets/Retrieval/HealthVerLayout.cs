namespace RagQA.Corpus;

/// <summary>HealthVer (Sarrouti et al., 2021): claims about COVID-19 and sentences of articles; what supports or refutes a claim is relevant.</summary>
internal sealed class HealthVerLayout : IRetrievalLayout
{
    public string Files => "test.jsonl with dev.jsonl (HealthVer)";

    public bool Fits(GoldFolder folder) => folder.Has("dev.jsonl", "test.jsonl");

    public (IEnumerable<RetrievalDocument> Documents, IEnumerable<RetrievalQuery> Queries) Read(GoldFolder folder, string? split)
    {
        // Neither claims nor sentences have ids of their own.
        GoldLine[] rows = [.. folder.Lines($"{split ?? "test"}.jsonl")];
        Dictionary<string, string> ids = rows.Select(r => r.Text("evidence")).Distinct().Index().ToDictionary(e => e.Item, e => $"e{e.Index}");
        return (
            ids.Select(e => new RetrievalDocument(e.Value, "", e.Key)),
            rows.GroupBy(r => r.Text("claim")).Select((claim, i) => new RetrievalQuery(
                $"c{i}", claim.Key, claim.GroupBy(r => ids[r.Text("evidence")]).ToDictionary(e => e.Key, e => e.Any(r => r.Text("label") != "Neutral") ? 1 : 0))));
    }
}
