using System.IO.Compression;
using System.Text;
using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class RetrievalSetTests : IDisposable
{
    private const string BeirCorpus = """
        {"_id": "d1", "title": "Aspirin", "text": "An old drug.", "metadata": {}}
        {"_id": "d2", "title": "", "text": "Another one."}
        """;

    private const string BeirQueries = """
        {"_id": "q1", "text": "Which drug is old?"}
        {"_id": "q2", "text": "Not judged in this part"}
        {"_id": "q3", "text": "Nothing is relevant"}
        """;

    private const string BeirJudgements = "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\nq3\td1\t0\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ragqa-retrieval-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData(".gz")]
    public void Read_BeirLayout_GivesDocumentsAndJudgedQueries(string packed)
    {
        Beir(packed);

        RetrievalSet set = RetrievalSet.Read(_folder.FullName);

        Assert.Equal([new RetrievalDocument("d1", "Aspirin", "An old drug."), new RetrievalDocument("d2", "", "Another one.")], set.Documents);
        RetrievalQuery query = Assert.Single(set.Queries);
        Assert.Equal("q1", query.Id);
        Assert.Equal(2, query.Grades["d1"]);
        Assert.Equal(0, query.Grades["d2"]);
    }

    [Fact]
    public void Read_SplitThatIsNotThere_NamesItsFile()
    {
        Beir("");
        RagQAException exception = Assert.Throws<RagQAException>(() => RetrievalSet.Read(_folder.FullName, "dev"));
        Assert.Equal(FailureKind.NotFound, exception.Kind);
        Assert.Contains("dev.tsv", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SciFactLayout_TakesCitedAbstractsOfValidationClaims()
    {
        Write("corpus.jsonl", """{"id": "4", "title": "T", "abstract": ["One.", "Two."]}""");
        Write("claims.jsonl", """
            {"id": "0", "split": "train", "claim": "no", "cited_doc_ids": ["4"]}
            {"id": "1", "split": "validation", "claim": "yes", "cited_doc_ids": ["4"]}
            """);

        RetrievalSet set = RetrievalSet.Read(_folder.FullName);

        Assert.Equal(new RetrievalDocument("4", "T", "One. Two."), Assert.Single(set.Documents));
        Assert.Equal("1", Assert.Single(set.Queries).Id);
    }

    [Fact]
    public void Read_NfCorpusLayout_TakesGrades()
    {
        Write("test-docs.jsonl", """{"id": "MED-1", "text": "statin"}""");
        Write("test-queries.jsonl", """{"id": "P-1", "titles": "statins", "vid-desc": "more"}""");
        Write("test-qrels.jsonl", """{"qid": "P-1", "doc": "MED-1", "grade": 2}""");
        Assert.Equal(2, Assert.Single(RetrievalSet.Read(_folder.FullName).Queries).Grades["MED-1"]);
    }

    [Fact]
    public void Read_HealthVerLayout_CountsNeutralEvidenceAsNotRelevant()
    {
        Write("dev.jsonl", "");
        Write("test.jsonl", """
            {"claim": "c", "evidence": "e1", "label": "Supports"}
            {"claim": "c", "evidence": "e2", "label": "Neutral"}
            """);
        Assert.Equal([1, 0], Assert.Single(RetrievalSet.Read(_folder.FullName).Queries).Grades.Values);
    }

    [Fact]
    public void Read_MediqaLayout_CountsGradesFromThree()
    {
        Write("qa-test.jsonl", """
            {"qid": "1", "question": "q", "answers": [{"aid": "a", "grade": "4", "text": "x"}, {"aid": "b", "grade": "2", "text": "y"}]}
            """);
        Assert.Equal([2, 0], Assert.Single(RetrievalSet.Read(_folder.FullName).Queries).Grades.Values);
    }

    [Theory]
    [InlineData("corpus.jsonl", "{\"_id\": \"d1\", \"text\": \"t\"}\nbroken", "corpus.jsonl, line 2: this is no JSON object.")]
    [InlineData("corpus.jsonl", "[1]", "corpus.jsonl, line 1: this is no JSON object.")]
    [InlineData("corpus.jsonl", "{\"_id\": \"d1\"}", "corpus.jsonl, line 1: there is no text 'text'.")]
    [InlineData("queries.jsonl", "{\"_id\": \"q1\", \"text\": [\"x\"]}", "queries.jsonl, line 1: there is no text 'text'.")]
    [InlineData("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1 d1 1", "test.tsv, line 2: expected a query, a document and a whole number, separated by tabs.")]
    [InlineData("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td9\t1", "the relevant document 'd9' is missing.")]
    [InlineData("qrels/test.tsv", "query-id\tcorpus-id\tscore\n", "it has no query with a relevant document.")]
    [InlineData("corpus.jsonl", "", "it has no documents.")]
    public void Read_BrokenFile_NamesThePlace(string file, string content, string expected)
    {
        Beir("");
        Write(file, content);
        RagQAException exception = Assert.Throws<RagQAException>(() => RetrievalSet.Read(_folder.FullName));
        Assert.Equal(FailureKind.Unsupported, exception.Kind);
        Assert.EndsWith(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Fact]
    public void Read_DocumentTwice_IsRefused()
    {
        Beir("");
        Write("corpus.jsonl", BeirCorpus + "\n" + BeirCorpus);
        Assert.EndsWith("the document 'd1' is there twice.", Assert.Throws<RagQAException>(() => RetrievalSet.Read(_folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OtherFolder_SaysWhatIsKnown()
    {
        RagQAException exception = Assert.Throws<RagQAException>(() => RetrievalSet.Read(_folder.FullName));
        Assert.Equal(FailureKind.Unsupported, exception.Kind);
        Assert.Contains("BEIR", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFolder_IsNotFound() =>
        Assert.Equal(FailureKind.NotFound, Assert.Throws<RagQAException>(() => RetrievalSet.Read(Path.Combine(_folder.FullName, "none"))).Kind);

    private void Beir(string packed)
    {
        Write("corpus.jsonl" + packed, BeirCorpus);
        Write("queries.jsonl" + packed, BeirQueries);
        Write("qrels/test.tsv" + packed, BeirJudgements);
    }

    private void Write(string name, string content)
    {
        string path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using FileStream file = File.Create(path);
        using Stream stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Compress) : file;
        stream.Write(Encoding.UTF8.GetBytes(content));
    }
}
