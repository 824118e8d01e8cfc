using System.ComponentModel.DataAnnotations;

namespace RagQA.Storage;

/// <summary>Where the history of questions lives.</summary>
public sealed class HistoryStoreOptions
{
    /// <summary>Directory of <c>history.db</c>; made when it is missing, readable by its owner only.</summary>
    [Required]
    public required string Directory { get; init; }

    /// <summary>How long a statement waits for a lock of another connection before it fails as busy. Default 10 seconds.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
