using System.Diagnostics;

namespace RagQA;

/// <summary>
/// Where the figures and traces of RagQA come from. Neither ever holds words of a question or a document: tags and span names
/// are words of the program, counts, or ids that it made itself.
/// </summary>
public static class RagQATelemetry
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "RagQA";

    /// <summary>First part of the name of every span that begins or continues a question.</summary>
    public const string SpanPrefix = "ragqa.";

    /// <summary>Spans of a question: <c>ragqa.ask</c> (or <c>ragqa.find</c> for a search) at the caller, <c>ragqa.answer</c> and its stages at the silo. Costs nothing while nobody listens.</summary>
    public static ActivitySource Spans { get; } = new(Name, ProductVersion.Current);
}
