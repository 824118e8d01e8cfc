using System.Diagnostics.Metrics;

namespace RagQA.Grains.Metrics;

/// <summary>Counts what came of the documents that this silo took in.</summary>
internal sealed class IngestionMetrics(IMeterFactory meters)
{
    private const string Failed = "failed";

    private readonly Counter<long> _documents = meters.Create(RagQATelemetry.Name)
        .CreateCounter<long>("ragqa.ingestion.documents", "{document}", "Documents that were sent or found in files, by what came of them.");

    /// <summary>Says of every outcome that there was none yet.</summary>
    public void Begin()
    {
        foreach (var outcome in (string[])[Word(DocumentState.Added), Word(DocumentState.Updated), Word(DocumentState.Unchanged), Failed])
        {
            Count(outcome, 0);
        }
    }

    public void WentIn(DocumentState state) => Count(Word(state));

    public void HasFailed() => Count(Failed);

    private void Count(string outcome, long documents = 1) => _documents.Add(documents, new KeyValuePair<string, object?>("outcome", outcome));

    private static string Word(DocumentState state) => state switch
    {
        DocumentState.Added => "added",
        DocumentState.Updated => "updated",
        _ => "unchanged",
    };
}
