using System.Security.Cryptography;

namespace RagQA.Storage;

/// <summary>Backups of a data directory while it is in use. Index files are left out: they are rebuilt from the rest.</summary>
public static class DataBackup
{
    /// <summary>Files of a data directory that are copied as they are, where they exist; the stores copy themselves.</summary>
    private static readonly string[] PlainFiles = ["calibration.json"];

    /// <summary>Names of all files that a backup may hold, the documents last: a directory with them is a whole one.</summary>
    internal static IReadOnlyList<string> Names { get; } = [.. PlainFiles, SqliteHistoryStore.FileName, SqliteEmbeddingStore.FileName, SqliteDocumentStore.FileName];

    /// <summary>Copies the stores to a directory that is empty or not there.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="history">History and feedback.</param>
    /// <param name="embeddings">The embeddings; null to leave them out.</param>
    /// <param name="dataDirectory">Where the rest of the data is.</param>
    /// <param name="directory">Where the backup goes.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellationToken">Stops the copy and removes what there is of it.</param>
    /// <exception cref="RagQAException">The directory is not empty, lies inside the data directory, or cannot be written.</exception>
    public static async Task<BackupReport> WriteAsync(
        IDocumentStore documents, IHistoryStore history, IEmbeddingStore? embeddings, string dataDirectory, string directory, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(time);
        DateTimeOffset createdAt = time.GetUtcNow();
        string target = EmptyDirectory.Require(directory, "Choose another directory for the backup.");
        if (target.StartsWith(Path.GetFullPath(dataDirectory) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new RagQAException("A backup inside the data directory would be lost with it. Choose a directory on another disk.");
        }

        bool isNew = !Directory.Exists(target);
        try
        {
            StoreDirectory.Ensure(target);

            // Documents first: embeddings that came later belong to no passage of the copy, which harms nobody.
            await documents.BackUpAsync(Path.Combine(target, SqliteDocumentStore.FileName), cancellationToken).ConfigureAwait(false);
            await history.BackUpAsync(Path.Combine(target, SqliteHistoryStore.FileName), cancellationToken).ConfigureAwait(false);
            if (embeddings is not null)
            {
                await embeddings.BackUpAsync(Path.Combine(target, SqliteEmbeddingStore.FileName), cancellationToken).ConfigureAwait(false);
            }

            foreach (string name in PlainFiles.Where(name => File.Exists(Path.Combine(dataDirectory, name))))
            {
                File.Copy(Path.Combine(dataDirectory, name), Path.Combine(target, name));
            }

            BackupFile[] files = await Task.Run(() => Names.Where(name => File.Exists(Path.Combine(target, name))).Select(name => Describe(target, name)).ToArray(), cancellationToken).ConfigureAwait(false);
            new BackupManifest { FormatVersion = BackupManifest.CurrentFormatVersion, CreatedAt = createdAt, Files = files }.Write(target);
            return new BackupReport { Directory = target, Bytes = files.Sum(file => file.Bytes), Embeddings = embeddings is not null, CreatedAt = createdAt };
        }
        catch (Exception e)
        {
            EmptyDirectory.Clear(target);
            if (isNew && Directory.Exists(target))
            {
                Directory.Delete(target);
            }

            if (e is IOException or UnauthorizedAccessException)
            {
                throw new RagQAException(FailureKind.Unavailable, $"The backup could not be written to {target}: {e.Message} Check the path, its owner and the free space.", e);
            }

            throw;
        }
    }

    internal static BackupFile Describe(string directory, string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(directory, name));
        return new BackupFile(name, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}
