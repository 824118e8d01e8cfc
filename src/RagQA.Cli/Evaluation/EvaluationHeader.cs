namespace RagQA.Cli.Evaluation;

/// <summary>What a run was made with.</summary>
internal sealed record EvaluationHeader
{
    public const int CurrentFormat = 1;

    public int FormatVersion { get; init; } = CurrentFormat;

    public required string Dataset { get; init; }

    /// <summary>SHA-256 of the data set, or of what was read from its files.</summary>
    public required string DataSha256 { get; init; }

    /// <summary>The command that repeats the run.</summary>
    public required string Command { get; init; }

    public required ModelNames Models { get; init; }

    /// <summary>Hash of the code that made the results.</summary>
    public required string Code { get; init; }

    public required double Seconds { get; init; }
}
