namespace RagQA.Storage;

/// <summary>
/// Holds a data directory for this process: an exclusive lock on <c>ragqa.lock</c> inside it. The operating system
/// gives it back when the process ends, however it ends, so a lock is never stale.
/// </summary>
public sealed class DataDirectoryLock : IDisposable
{
    /// <summary>Name of the lock file. It stays behind, empty: removing it would let two processes hold two files of one name.</summary>
    public const string FileName = "ragqa.lock";

    private readonly FileStream _file;

    private DataDirectoryLock(string directory, FileStream file)
    {
        Directory = directory;
        _file = file;
    }

    /// <summary>The directory that is held.</summary>
    public string Directory { get; }

    /// <summary>Takes the directory, making it when it is missing (readable by its owner only).</summary>
    /// <exception cref="RagQAException">Another process, or another part of this one, holds it (conflict), or it cannot be written (unavailable).</exception>
    public static DataDirectoryLock Acquire(string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        string path = Path.GetFullPath(directory);
        try
        {
            StoreDirectory.Ensure(path);
            return new DataDirectoryLock(path, new FileStream(Path.Combine(path, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (IsHeldElsewhere(e))
        {
            throw new RagQAException(
                FailureKind.Conflict,
                $"The data directory {path} is in use by another RagQA process. Stop that process, let it do the work, or choose another directory with --data.",
                e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RagQAException(FailureKind.Unavailable, $"The data directory {path} cannot be written: {e.Message} Check its path, owner and free space.", e);
        }
    }

    /// <summary>Gives the directory back.</summary>
    public void Dispose() => _file.Dispose();

    // A refused lock is EAGAIN (11 on Linux, 35 on macOS), or on Windows a sharing (32) or lock (33) violation.
    private static bool IsHeldElsewhere(IOException exception) => OperatingSystem.IsWindows()
        ? (exception.HResult & 0xFFFF) is 32 or 33
        : exception.HResult is 11 or 35;
}
