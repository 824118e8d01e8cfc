namespace RagQA;

/// <summary>A document that somebody should look at: it could not go in, or something in it looked suspicious.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.QuarantinedDocument")]
public sealed record QuarantinedDocument
{
    /// <summary>Id of the document, or the path of a file with the line inside it where it could not be read.</summary>
    [Id(0)] public required string Document { get; init; }

    /// <summary>True when it did not go in (an older version of it may be there); false when it went in and was flagged.</summary>
    [Id(1)] public required bool Failed { get; init; }

    /// <summary>Why, without any of its text.</summary>
    [Id(2)] public required string[] Reasons { get; init; }

    /// <summary>The job in which it failed; null when it was flagged.</summary>
    [Id(3)] public Guid? Job { get; init; }

    /// <summary>When it failed or went in.</summary>
    [Id(4)] public DateTimeOffset Since { get; init; }
}
