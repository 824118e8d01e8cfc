namespace RagQA.Server;

/// <summary>Where figures and traces are sent. Figures are always there to be fetched, at <c>/metrics</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>
    /// Address of a collector that takes OTLP over HTTP (protobuf), such as <c>http://10.0.0.9:4318</c>; null sends nothing, and makes no
    /// traces. Spans name grains, stages and times, never words of a question or a document.
    /// </summary>
    public string? OtlpEndpoint { get; set; }
}
