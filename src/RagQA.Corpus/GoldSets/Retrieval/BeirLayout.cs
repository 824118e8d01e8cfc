using System.Globalization;

namespace RagQA.Corpus;

/// <summary>The layout of BEIR (Thakur et al., 2021).</summary>
internal sealed class BeirLayout : IRetrievalLayout
{
    public string Files => "corpus.jsonl with queries.jsonl and qrels/test.tsv (BEIR)";

    public bool Fits(GoldFolder folder) => folder.Has("corpus.jsonl", "queries.jsonl");

    public (IEnumerable<RetrievalDocument> Documents, IEnumerable<RetrievalQuery> Queries) Read(GoldFolder folder, string? split)
    {
        Dictionary<string, Dictionary<string, int>> grades = ReadJudgements(folder.PathOf(Path.Combine("qrels", $"{split ?? "test"}.tsv")));
        return (
            folder.Lines("corpus.jsonl").Select(d => new RetrievalDocument(d.Text("_id"), d.TextOrEmpty("title"), d.Text("text"))),
            folder.Lines("queries.jsonl").Where(q => grades.ContainsKey(q.Text("_id")))
                .Select(q => new RetrievalQuery(q.Text("_id"), q.Text("text"), grades[q.Text("_id")])));
    }

    // Query, document and grade, separated by tabs, below a line with the names of the columns.
    private static Dictionary<string, Dictionary<string, int>> ReadJudgements(string path)
    {
        Dictionary<string, Dictionary<string, int>> grades = [];
        foreach ((int number, string line) in GoldFile.Lines(path).Skip(1))
        {
            string[] parts = line.Split('\t');
            if (parts.Length != 3 || !int.TryParse(parts[2], NumberStyles.Integer, CultureInfo.InvariantCulture, out int grade))
            {
                throw new RagQAException(
                    FailureKind.Unsupported, $"{Path.GetFileName(path)}, line {number}: expected a query, a document and a whole number, separated by tabs.");
            }

            if (!grades.TryGetValue(parts[0], out Dictionary<string, int>? judged))
            {
                grades[parts[0]] = judged = [];
            }

            judged[parts[1]] = grade;
        }

        return grades;
    }
}
