namespace RagQA;

/// <summary>One question to one collection.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.AskRequest")]
public sealed record AskRequest
{
    /// <summary>Name of the collection.</summary>
    [Id(0)] public required string Collection { get; init; }

    /// <summary>The question, 3–512 UTF-16 code units, without lone surrogates.</summary>
    [Id(1)] public required string Question { get; init; }

    /// <summary>The patient that the question is about; required by a patient collection, refused by a reference collection.</summary>
    [Id(2)] public string? Subject { get; init; }

    /// <summary>Number of passages to read, 1–100.</summary>
    [Id(3)] public int Top { get; init; } = 20;

    /// <summary>Time from the call to the answer; what is not there by then is left out and said so in <see cref="Coverage"/>.</summary>
    [Id(4)] public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Which documents may answer.</summary>
    [Id(5)] public SearchFilter? Filter { get; init; }

    /// <summary>Which retrievers rank passages.</summary>
    [Id(6)] public RetrievalMode Mode { get; init; }

    /// <summary>On whose behalf; set by the server, never taken from a request's body.</summary>
    [Id(7)] public Principal Principal { get; init; } = Principal.Local;
}
