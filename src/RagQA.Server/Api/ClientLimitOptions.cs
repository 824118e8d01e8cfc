using System.ComponentModel.DataAnnotations;

namespace RagQA.Server.Api;

/// <summary>What one client may ask over HTTP, in the section <c>RagQA:Limits</c>. How many questions all may have at once is a limit of the silo.</summary>
public sealed class ClientLimitOptions
{
    /// <summary>Questions and searches that one client may send per second, in the long run.</summary>
    [Range(1, 1_000_000)]
    public int QuestionsPerSecond { get; set; } = 50;

    /// <summary>Questions and searches that one client may send at once after a pause.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 200;
}
