using System.Security.Cryptography;

namespace RagQA.Storage;

/// <summary>Makes a data directory from a backup.</summary>
public static class DataRestore
{
    /// <summary>Copies a backup into a data directory that is empty or not there, checking every file on the way, and opens the result once.</summary>
    /// <returns>The manifest of the backup.</returns>
    /// <exception cref="RagQAException">The backup is not whole, damaged or newer than this program; or the data directory is not empty or cannot be written. Nothing is left behind.</exception>
    public static async Task<BackupManifest> RunAsync(string backup, string dataDirectory, CancellationToken cancellationToken = default)
    {
        BackupManifest manifest = BackupManifest.Read(backup);
        if (manifest.Files.Any(file => !DataBackup.Names.Contains(file.Name)) || manifest.Files.All(file => file.Name != SqliteDocumentStore.FileName))
        {
            throw new RagQAException($"The {BackupManifest.FileName} of {backup} does not name the files of a backup. Take another backup.");
        }

        string target = EmptyDirectory.Require(dataDirectory, "Restore into a new directory (--data), then use that one.");
        using DataDirectoryLock held = DataDirectoryLock.Acquire(target);
        try
        {
            foreach (BackupFile file in manifest.Files.OrderBy(file => DataBackup.Names.ToList().IndexOf(file.Name)))
            {
                await CopyAsync(backup, target, file, cancellationToken).ConfigureAwait(false);
            }

            // Opening finds what a hash cannot: a schema that this program does not know.
            SqliteEmbeddingStore embeddings = await SqliteEmbeddingStore.OpenAsync(new EmbeddingStoreOptions { Directory = target }, cancellationToken).ConfigureAwait(false);
            await using (embeddings.ConfigureAwait(false))
            {
                SqliteDocumentStore documents = await SqliteDocumentStore.OpenAsync(new DocumentStoreOptions { Directory = target }, embeddings, cancellationToken: cancellationToken).ConfigureAwait(false);
                await documents.DisposeAsync().ConfigureAwait(false);
            }

            return manifest;
        }
        catch (Exception e)
        {
            EmptyDirectory.Clear(target);
            if (e is IOException or UnauthorizedAccessException)
            {
                throw new RagQAException(FailureKind.Unavailable, $"The backup could not be restored to {target}: {e.Message} Check both paths, their owner and the free space.", e);
            }

            throw;
        }
    }

    private static async Task CopyAsync(string backup, string target, BackupFile file, CancellationToken cancellationToken)
    {
        string path = Path.Combine(target, file.Name);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        FileStream source = File.OpenRead(Path.Combine(backup, file.Name));
        await using (source.ConfigureAwait(false))
        {
            FileStream copy = new(path + ".tmp", FileMode.Create, FileAccess.Write);
            await using (copy.ConfigureAwait(false))
            {
                byte[] buffer = new byte[1 << 20];
                for (int read; (read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
                {
                    hash.AppendData(buffer, 0, read);
                    await copy.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                }

                copy.Flush(flushToDisk: true);
            }
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != file.Sha256)
        {
            throw new RagQAException(FailureKind.Unavailable, $"{file.Name} of the backup is damaged: its SHA-256 differs from {BackupManifest.FileName}. Take another backup.");
        }

        File.Move(path + ".tmp", path);
    }
}
