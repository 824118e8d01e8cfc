namespace RagQA.Corpus;

/// <summary>Documents, queries and judgements for measuring retrieval.</summary>
/// <param name="Name">Name of the folder.</param>
/// <param name="Documents">All documents.</param>
/// <param name="Queries">Queries with at least one relevant document: nothing can be found for the others, and no figure counts them.</param>
public sealed record RetrievalSet(string Name, IReadOnlyList<RetrievalDocument> Documents, IReadOnlyList<RetrievalQuery> Queries)
{
    private static readonly IRetrievalLayout[] Layouts =
    [
        new BeirLayout(), new SciFactLayout(), new NfCorpusLayout(), new BioAsqLayout(), new PubMedQALayout(), new MediqaLayout(),
        new HealthVerLayout(), new EvidenceInferenceLayout(), new MedicationQALayout(), new MedQuadLayout(), new MultiHopLayout(),
    ];

    /// <summary>Reads a folder in the BEIR layout (Thakur et al., 2021), or in another one that its files tell.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="split">Which part's queries, such as "test"; null for the usual one.</param>
    /// <exception cref="RagQAException">NotFound: no such folder or file. Unsupported: another layout, or a broken line, which the message names.</exception>
    public static RetrievalSet Read(string directory, string? split = null)
    {
        GoldFolder folder = new(directory);
        IRetrievalLayout layout = Array.Find(Layouts, l => l.Fits(folder)) ?? throw new RagQAException(
            FailureKind.Unsupported,
            $"The folder {folder.Name} holds no retrieval set. Known are: {string.Join("; ", Layouts.Select(l => l.Files))} (each also as .gz).");
        (IEnumerable<RetrievalDocument> documents, IEnumerable<RetrievalQuery> queries) = layout.Read(folder, split);
        RetrievalSet set = new(folder.Name, [.. documents], [.. queries.Where(q => q.Grades.Values.Any(grade => grade > 0))]);
        set.Check();
        return set;
    }

    private void Check()
    {
        if (Documents.Count == 0 || Queries.Count == 0)
        {
            throw Wrong(Documents.Count == 0 ? "it has no documents." : "it has no query with a relevant document.");
        }

        HashSet<string> ids = [];
        foreach (RetrievalDocument document in Documents)
        {
            if (!ids.Add(document.Id))
            {
                throw Wrong($"the document '{document.Id}' is there twice.");
            }
        }

        if (Queries.CountBy(q => q.Id).FirstOrDefault(q => q.Value > 1).Key is { } twice)
        {
            throw Wrong($"the query '{twice}' is there twice.");
        }

        if (Queries.SelectMany(q => q.Grades).FirstOrDefault(g => g.Value > 0 && !ids.Contains(g.Key)).Key is { } missing)
        {
            throw Wrong($"the relevant document '{missing}' is missing.");
        }
    }

    private RagQAException Wrong(string what) => new(FailureKind.Unsupported, $"The set {Name} cannot be used: {what}");
}
