namespace RagQA;

/// <summary>On whose behalf a request runs. Documents are visible when they carry no access label or share one with the principal.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.Principal")]
public sealed record Principal
{
    /// <summary>Stable user id; "local" on the embedded server.</summary>
    [Id(0)] public required string User { get; init; }

    /// <summary>Access labels that this principal holds.</summary>
    [Id(1)] public string[] Groups { get; init; } = [];

    /// <summary>True when the principal may see every document whatever its labels (the one local user of an embedded server).</summary>
    [Id(2)] public bool SeesEverything { get; init; }

    /// <summary>The single user of an embedded server.</summary>
    public static Principal Local { get; } = new() { User = "local", SeesEverything = true };
}
