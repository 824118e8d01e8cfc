namespace RagQA.Corpus;

/// <summary>MEDIQA 2019 (Ben Abacha et al., 2019): consumers' questions and answers with grades 1 to 4; 3 (incomplete) and 4 (excellent) count, as in the task.</summary>
internal sealed class MediqaLayout : IRetrievalLayout
{
    public string Files => "qa-test.jsonl (MEDIQA 2019)";

    public bool Fits(GoldFolder folder) => folder.Has("qa-test.jsonl");

    public (IEnumerable<RetrievalDocument> Documents, IEnumerable<RetrievalQuery> Queries) Read(GoldFolder folder, string? split)
    {
        GoldLine[] questions = [.. folder.Lines($"qa-{split ?? "test"}.jsonl")];
        return (
            questions.SelectMany(q => q.Items("answers")).Select(a => new RetrievalDocument(a.Text("aid"), "", a.Text("text"))),
            questions.Select(q => new RetrievalQuery(
                q.Text("qid"), q.Text("question"), q.Items("answers").ToDictionary(a => a.Text("aid"), a => Math.Max(0, a.Number("grade") - 2)))));
    }
}
