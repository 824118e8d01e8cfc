namespace RagQA.Corpus;

/// <summary>BioASQ task B (Tsatsaronis et al., 2015): questions of experts; a document is what their snippets quote of one PubMed article.</summary>
internal sealed class BioAsqLayout : IRetrievalLayout
{
    public string Files => "bioasq-7b-11b.jsonl (BioASQ)";

    public bool Fits(GoldFolder folder) => folder.Has("bioasq-7b-11b.jsonl");

    public (IEnumerable<RetrievalDocument> Documents, IEnumerable<RetrievalQuery> Queries) Read(GoldFolder folder, string? split)
    {
        GoldLine[] questions = [.. folder.Lines("bioasq-7b-11b.jsonl")];
        return (
            questions.SelectMany(q => q.Items("snippets")).GroupBy(s => s.Text("pmid"))
                .Select(a => new RetrievalDocument(a.Key, "", string.Join("\n", a.Select(s => s.Text("text")).Distinct()))),
            questions.Select(q => new RetrievalQuery(
                q.Text("id"), q.Text("question"), q.Items("snippets").Select(s => s.Text("pmid")).Distinct().ToDictionary(id => id, _ => 1))));
    }
}
