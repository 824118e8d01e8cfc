namespace RagQA.Storage;

/// <summary>Directories that a backup or a restore fills: nothing that is there already is ever overwritten.</summary>
internal static class EmptyDirectory
{
    /// <summary>The full path of a directory that is not there, or has nothing but a lock file.</summary>
    /// <exception cref="RagQAException">There is something in it (conflict).</exception>
    public static string Require(string directory, string advice)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        string path = Path.GetFullPath(directory);
        return File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any(entry => Path.GetFileName(entry) != DataDirectoryLock.FileName))
            ? throw new RagQAException(FailureKind.Conflict, $"{path} is not empty. {advice}")
            : path;
    }

    /// <summary>Removes the files that a backup or restore put there before it failed.</summary>
    public static void Clear(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        foreach (string file in Directory.EnumerateFiles(directory).Where(file => Path.GetFileName(file) != DataDirectoryLock.FileName))
        {
            File.Delete(file);
        }
    }
}
