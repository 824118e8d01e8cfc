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

    /// <summary>Models named on the About page.</summary>
    public IList<ModelSummary> Models { get; } = [];

    /// <summary>First parts of paths that answer machines: a 404 there is not a page. Default: API, health, metrics, OpenAPI.</summary>
    public IList<string> MachinePaths { get; } = ["/v1", "/health", "/metrics", "/openapi", "/mcp"];
}
