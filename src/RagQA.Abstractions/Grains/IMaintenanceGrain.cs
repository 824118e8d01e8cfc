namespace RagQA;

/// <summary>What an operator does to a whole data directory while questions run; key 0.</summary>
[Alias("ragqa.IMaintenanceGrain")]
public interface IMaintenanceGrain : IGrainWithIntegerKey
{
    /// <summary>Compares documents, embeddings and partition indexes with each other; repairs what is derived when <paramref name="repair"/> is true.</summary>
    [Alias("Verify"), ResponseTimeout("06:00:00")]
    Task<VerificationReport> Verify(bool repair, CancellationToken cancellationToken = default);

    /// <summary>Copies the stores as of now to a new directory that the server can write.</summary>
    /// <param name="directory">Absolute path of a directory that is empty or not there.</param>
    /// <param name="embeddings">Whether to copy embeddings, which could also be encoded again.</param>
    /// <param name="cancellationToken">Stops the copy and removes what there is of it.</param>
    /// <exception cref="RagQAException">The directory is not empty, or cannot be written.</exception>
    [Alias("BackUp"), ResponseTimeout("06:00:00")]
    Task<BackupReport> BackUp(string directory, bool embeddings, CancellationToken cancellationToken = default);
}
