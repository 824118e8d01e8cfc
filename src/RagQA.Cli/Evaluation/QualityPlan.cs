namespace RagQA.Cli.Evaluation;

/// <summary>What <c>docs/quality.md</c> is made of. Samples keep a full run near an hour on two cores.</summary>
internal static class QualityPlan
{
    public const string Squad = "squad/dev-v1.1-open.json.gz";

    /// <summary>What the shipped calibration is fitted on: encyclopaedia, questions to a search engine, biomedical experts.</summary>
    public static IReadOnlyList<string> Calibration { get; } = ["bioasq/bioasq-factoid-squad.json.gz", "qed-nq/qed-dev.json.gz", Squad];

    /// <summary>Its name as readers of an answer see it.</summary>
    public const string CalibrationName = "BioASQ, Natural Questions and SQuAD 1.1, open setting";

    /// <summary>Questions drawn from each quarter of the articles for the calibration.</summary>
    public const int CalibrationQuestions = 400;

    public const double TargetPrecision = 0.9;

    private const int OpenSample = 1500;

    public static IReadOnlyList<EvaluationRequest> Reading { get; } =
    [
        Read("tests/gold/sample.json", null),
        Read(Squad, null),
        Read("squad/dev-v2.0-open.json.gz", null),
        Read("disflqa/disflqa-open.json.gz", 1000),
        Read("squadshifts/new_wiki.json.gz", 1000),
        Read("squadshifts/reddit.json.gz", 1000),
        Read("squadshifts/amazon_reviews.json.gz", 1000),
        Read("qed-nq/qed-dev.json.gz", 1000),
        Read("quoref-contrast/original.json.gz", null),
        Read("quoref-contrast/perturbed.json.gz", null),
        Read("bioasq/bioasq-factoid-squad.json.gz", 1000),
        Read("evidence-inference/ei2-test.json.gz", null),
        Read("covidqa/covidqa-open.json.gz", 150),
    ];

    public static IReadOnlyList<EvaluationRequest> Open { get; } =
    [
        Ask(Squad, RetrievalMode.Hybrid, AnswerAggregation.Marginal),
        Ask(Squad, RetrievalMode.Hybrid, AnswerAggregation.Marginal) with { ReadAll = true },
        Ask(Squad, RetrievalMode.Hybrid, AnswerAggregation.BestSpan),
        Ask(Squad, RetrievalMode.Hybrid, AnswerAggregation.BestPassage),
        Ask(Squad, RetrievalMode.Dense, AnswerAggregation.Marginal),
        Ask(Squad, RetrievalMode.Dense, AnswerAggregation.BestSpan),
        Ask(Squad, RetrievalMode.Lexical, AnswerAggregation.Marginal),
        Ask("covidqa/covidqa-open.json.gz", RetrievalMode.Hybrid, AnswerAggregation.Marginal) with { Sample = 200 },
        Ask("tests/gold/sample.json", RetrievalMode.Hybrid, AnswerAggregation.Marginal) with { Sample = null },
    ];

    /// <summary>Retrieval sets; each is measured in every mode.</summary>
    public static IReadOnlyList<EvaluationRequest> Retrieval { get; } =
    [
        .. from set in new EvaluationRequest[]
           {
               Find("scifact"),
               Find("nfcorpus"),
               Find("pubmedqa"),
               Find("mediqa2019"),
               Find("healthver"),
               Find("evidence-inference"),
               Find("medicationqa"),
               Find("multihop"),
               Find("bioasq") with { Sample = 300, Documents = 4000 },
               Find("medquad") with { Sample = 300, Documents = 2000 },
           }
           from mode in new[] { RetrievalMode.Hybrid, RetrievalMode.Dense, RetrievalMode.Lexical }
           select set with { Mode = mode },
    ];

    private static readonly string[] StepSettings = ["ExpandAbbreviations=true", "ShortenFrom=20", "DenseWeight=0.5", "DenseWeight=2"];

    private static readonly string[] StepSets = ["scifact", "nfcorpus", "mediqa2019", "healthver"];

    /// <summary>Each step of retrieval that is off by default, or the weight of a part, on the sets where it could matter.</summary>
    public static IEnumerable<(EvaluationRequest First, EvaluationRequest Second, string Figure)> Steps =>
    [
        .. from step in StepSettings
           from set in StepSets
           select (Find(set), Find(set) with { Settings = [step] }, "ndcg@10"),
    ];

    /// <summary>What is compared by paired bootstrap: the second with the first, by one figure.</summary>
    public static IEnumerable<(EvaluationRequest First, EvaluationRequest Second, string Figure)> Compared =>
    [
        (Ask(Squad, RetrievalMode.Dense, AnswerAggregation.BestSpan), Open[0], "em"),
        (Ask(Squad, RetrievalMode.Dense, AnswerAggregation.BestSpan), Open[0], "f1"),
        (Ask(Squad, RetrievalMode.Hybrid, AnswerAggregation.BestSpan), Open[0], "f1"),
        (Ask(Squad, RetrievalMode.Hybrid, AnswerAggregation.BestPassage), Open[0], "f1"),
        (Ask(Squad, RetrievalMode.Hybrid, AnswerAggregation.Marginal) with { ReadAll = true }, Open[0], "em"),
        (Ask(Squad, RetrievalMode.Hybrid, AnswerAggregation.Marginal) with { ReadAll = true }, Open[0], "read"),
        (Ask(Squad, RetrievalMode.Dense, AnswerAggregation.Marginal), Open[0], "ndcg@10"),
        (Ask(Squad, RetrievalMode.Lexical, AnswerAggregation.Marginal), Open[0], "ndcg@10"),
        .. from hybrid in Retrieval
           where hybrid.Mode == RetrievalMode.Hybrid
           from other in new[] { RetrievalMode.Dense, RetrievalMode.Lexical }
           select (hybrid with { Mode = other }, hybrid, "ndcg@10"),
    ];

    /// <summary>The sets over whose mean the modes are compared.</summary>
    public static IReadOnlyList<EvaluationRequest> MeanOver { get; } = [Open[0], .. Retrieval.Where(r => r.Dataset is "scifact" or "nfcorpus" && r.Mode == RetrievalMode.Hybrid)];

    private static EvaluationRequest Read(string dataset, int? sample) => new() { Kind = EvaluationKind.Reader, Dataset = dataset, Sample = sample };

    private static EvaluationRequest Ask(string dataset, RetrievalMode mode, AnswerAggregation aggregation)
        => new() { Kind = EvaluationKind.Open, Dataset = dataset, Sample = OpenSample, Mode = mode, Aggregation = aggregation };

    private static EvaluationRequest Find(string dataset) => new() { Kind = EvaluationKind.Retrieval, Dataset = dataset };
}
