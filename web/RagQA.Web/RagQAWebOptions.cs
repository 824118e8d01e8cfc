namespace RagQA.Web;

/// <summary>What a site can change about the web page.</summary>
public sealed class RagQAWebOptions
{
    /// <summary>Name in the header and in page titles. Default "RagQA".</summary>
    public string ProductName { get; set; } = "RagQA";

    /// <summary>Footer of every page.</summary>
    public string Footer { get; set; } = "Quotes from indexed documents. Not a medical device; check the source.";

    /// <summary>Which pages may show this one in a frame (a CSP source list), for a side panel of a record system. Default "'self'".</summary>
    public string FrameAncestors { get; set; } = "'self'";

    /// <summary>What happens to a question to reference documents that seems to name a patient. Default: the page asks first.</summary>
    public PatientDataRule PatientData { get; set; } = PatientDataRule.Warn;

    /// <summary>Documents older than this are labelled so. Default 10 years.</summary>
    public int OldAfterYears { get; set; } = 10;

    /// <summary>Whom to ask for rights or documents, as the page shows it.</summary>
    public string Contact { get; set; } = "whoever runs this server";

    /// <summary>Models named on the About page.</summary>
    public IList<ModelSummary> Models { get; } = [];

    /// <summary>How often answers were right in a test; null where confidence is not calibrated.</summary>
    public CalibrationSummary? Validation { get; set; }

    /// <summary>Address of the host's page about its Orleans grains, for operators; null where it has none.</summary>
    public string? OrleansDashboard { get; set; }

    /// <summary>First parts of paths that answer machines: a 404 there is not a page. Default: API, health, metrics, OpenAPI.</summary>
    public IList<string> MachinePaths { get; } = ["/v1", "/health", "/metrics", "/openapi", "/mcp"];
}
