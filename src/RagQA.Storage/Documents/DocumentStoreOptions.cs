using System.ComponentModel.DataAnnotations;

namespace RagQA.Storage;

/// <summary>Where the embedded document store lives.</summary>
public sealed class DocumentStoreOptions
{
    /// <summary>Directory of <c>documents.db</c>; made when it is missing, readable by its owner only.</summary>
    [Required]
    public required string Directory { get; init; }

    /// <summary>How long a statement waits for a lock of another connection before it fails as busy. Default 10 seconds.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(10);

    // A test that copies the files of a running store needs a log that is only appended to.
    internal int CheckpointPages { get; init; } = SqliteDatabase.DefaultCheckpointPages;
}
