namespace RagQA.Corpus;

/// <summary>Evidence Inference 2.0 (DeYoung et al., 2020): questions about trials; the abstract of the trial that each was asked of is to be found.</summary>
internal sealed class EvidenceInferenceLayout : IRetrievalLayout
{
    public string Files => "abstracts.jsonl with ei2-test.json (Evidence Inference)";

    public bool Fits(GoldFolder folder) => folder.Has("abstracts.jsonl", "ei2-test.json");

    public (IEnumerable<RetrievalDocument> Documents, IEnumerable<RetrievalQuery> Queries) Read(GoldFolder folder, string? split)
        => (
            folder.Lines("abstracts.jsonl").Select(a => new RetrievalDocument(a.Text("id"), a.TextOrEmpty("title"), a.Text("abstract"))),
            from article in SquadFile.Read(folder.PathOf($"ei2-{split ?? "test"}.json")).Articles
            from paragraph in article.Paragraphs
            from question in paragraph.Questions
            select new RetrievalQuery(question.Id, question.Question, new Dictionary<string, int> { [article.Title] = 1 }));
}
