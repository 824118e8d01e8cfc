namespace RagQA.Storage;

/// <summary>Makes directories that hold clinical text: nobody but their owner may look inside.</summary>
internal static class StoreDirectory
{
    public static void Ensure(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
