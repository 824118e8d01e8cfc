namespace RagQA.Cli.LocalClusters;

/// <summary>Files and directories with the permissions that the servers of a cluster need.</summary>
internal static class UnixFiles
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A file that only its owner reads: it holds a password.</summary>
    public static FileStream CreatePrivate(string path, FileMode mode)
    {
        Require();
        return new FileStream(path, OperatingSystem.IsWindows()
            ? new FileStreamOptions { Mode = mode, Access = FileAccess.Write }
            : new FileStreamOptions { Mode = mode, Access = FileAccess.Write, UnixCreateMode = Owner });
    }

    /// <summary>A directory that only its owner enters.</summary>
    public static void CreatePrivateDirectory(string path)
    {
        Require();
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path, Owner | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Lets other users go through a directory to what is theirs in it, without seeing what else there is.</summary>
    public static void LetThrough(string directory)
    {
        Require();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(directory, File.GetUnixFileMode(directory) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    private static void Require()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new RagQAException(FailureKind.Unsupported, "Clusters on one machine run on Linux.");
        }
    }
}
