namespace RagQA.Storage;

/// <summary>A bulk job as stored.</summary>
public sealed record IngestionJob
{
    /// <summary>Id of the job.</summary>
    public required Guid Id { get; init; }

    /// <summary>Internal id of the collection.</summary>
    public required string CollectionId { get; init; }

    /// <summary>Name of the collection when the job was made.</summary>
    public required string Collection { get; init; }

    /// <summary>Files and folders that go in.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>User on whose behalf.</summary>
    public string User { get; init; } = Principal.Local.User;

    /// <summary>State of the job.</summary>
    public IngestionState State { get; init; }

    /// <summary>Documents found so far.</summary>
    public int Documents { get; init; }

    /// <summary>Documents that went in, changed or not.</summary>
    public int Done { get; init; }

    /// <summary>Documents that were there already with the same content.</summary>
    public int Unchanged { get; init; }

    /// <summary>Documents that failed.</summary>
    public int Failed { get; init; }

    /// <summary>Passages that went in.</summary>
    public int Passages { get; init; }

    /// <summary>Revision after the job's latest commit.</summary>
    public long Revision { get; init; }

    /// <summary>Why the job as a whole failed; null unless it did.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was made; set by the store.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed; set by the store.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
