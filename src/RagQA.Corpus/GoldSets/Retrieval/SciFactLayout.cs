namespace RagQA.Corpus;

/// <summary>SciFact (Wadden et al., 2020): claims and the abstracts that they cite. As in BEIR, a cited abstract is relevant whatever it says of the claim.</summary>
internal sealed class SciFactLayout : IRetrievalLayout
{
    public string Files => "corpus.jsonl with claims.jsonl (SciFact)";

    public bool Fits(GoldFolder folder) => folder.Has("corpus.jsonl", "claims.jsonl");

    public (IEnumerable<RetrievalDocument> Documents, IEnumerable<RetrievalQuery> Queries) Read(GoldFolder folder, string? split)
    {
        string wanted = split ?? "validation";
        return (
            folder.Lines("corpus.jsonl").Select(d => new RetrievalDocument(d.Text("id"), d.TextOrEmpty("title"), string.Join(' ', d.Texts("abstract")))),
            folder.Lines("claims.jsonl").Where(c => c.Text("split") == wanted)
                .Select(c => new RetrievalQuery(c.Text("id"), c.Text("claim"), c.Texts("cited_doc_ids").Distinct().ToDictionary(id => id, _ => 1))));
    }
}
