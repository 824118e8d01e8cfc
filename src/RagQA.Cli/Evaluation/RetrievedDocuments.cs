namespace RagQA.Cli.Evaluation;

/// <summary>Documents ranked for one query.</summary>
/// <param name="Key">Key of the query.</param>
/// <param name="Ranked">Ids in the order of <c>trec_eval</c>.</param>
/// <param name="Timings">Time of each stage.</param>
internal sealed record RetrievedDocuments(string Key, string[] Ranked, StageTimings Timings);
