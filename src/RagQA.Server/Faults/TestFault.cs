namespace RagQA.Server.Faults;

/// <summary>What shall go wrong with one question.</summary>
internal sealed record TestFault
{
    /// <summary>The question, word for word; others are left alone, so that tests can run side by side.</summary>
    public required string Question { get; init; }

    /// <summary>The question is refused when it comes in; null for not.</summary>
    public FailureKind? Refuse { get; init; }

    /// <summary>Number of a partition that does not answer; null for none.</summary>
    public int? Partition { get; init; }

    /// <summary>Reading of each group of passages takes so much longer, milliseconds.</summary>
    public int ReadDelayMs { get; init; }
}
