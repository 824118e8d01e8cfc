namespace RagQA;

/// <summary>A confidence value with the word shown for it.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.Confidence")]
public sealed record Confidence
{
    /// <summary>Estimated share of right answers among answers scored like this, 0–1; an uncalibrated score when <see cref="CalibratedOn"/> is null.</summary>
    [Id(0)] public required double Value { get; init; }

    /// <summary>"high", "medium" or "low".</summary>
    [Id(1)] public required string Word { get; init; }

    /// <summary>Name of the data set that the value was calibrated on; null when no calibration is loaded.</summary>
    [Id(2)] public string? CalibratedOn { get; init; }
}
