namespace RagQA.Corpus;

/// <summary>Finds the files of a folder, recursively and always in the same order, with what <c>metadata.json</c> says of them.</summary>
public static class FolderReader
{
    /// <summary>
    /// Walks a file or folder in ordinal order of the relative paths; names that start with a dot are left out. What cannot
    /// be read comes back as an item with <see cref="FolderFile.Failure"/>. The "*" entry of <c>metadata.json</c> also
    /// holds for the folders below; where a <c>metadata.json</c> is broken, all files under it fail, since their access
    /// labels and subjects are unknown. Links inside the folder are not followed.
    /// </summary>
    /// <exception cref="RagQAException">The root itself is missing or unreadable.</exception>
    public static IEnumerable<FolderFile> Read(string root)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        if (File.Exists(root))
        {
            return [Single(root)];
        }

        if (!Directory.Exists(root))
        {
            throw new RagQAException(FailureKind.NotFound, "There is no such file or folder, or it cannot be read; check the path and its permissions.");
        }

        FileSystemInfo[] entries;
        try
        {
            entries = Entries(root);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RagQAException(FailureKind.Invalid, Unreadable(exception), exception);
        }

        return Walk(root, "", entries, new DocumentAttributes(), blocked: false);
    }

    /// <summary>A reason without paths, which may name patients.</summary>
    internal static string Unreadable(Exception exception) => exception is UnauthorizedAccessException
        ? "It cannot be read: permission denied; let the server's account read it."
        : "It cannot be read; check that it is still there and that the disk is sound.";

    private static FolderFile Single(string path)
    {
        string name = Path.GetFileName(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? path;
        try
        {
            (DocumentAttributes named, DocumentAttributes defaults) = FolderMetadata.Read(folder, new DocumentAttributes()).Of(name);
            return new FolderFile { Path = path, DocumentId = name, Attributes = named, Defaults = defaults };
        }
        catch (RagQAException exception)
        {
            return new FolderFile { Path = path, DocumentId = name, Failure = $"The metadata.json beside it cannot be used. {exception.Message}" };
        }
    }

    private static IEnumerable<FolderFile> Walk(
        string folder, string prefix, FileSystemInfo[] entries, DocumentAttributes above, bool blocked)
    {
        // 1. What is known about the files here.
        FolderMetadata? metadata = null;
        FolderFile? broken = null;
        if (!blocked)
        {
            try
            {
                metadata = FolderMetadata.Read(folder, above);
            }
            catch (RagQAException exception)
            {
                broken = Item(folder, prefix, FolderMetadata.FileName, exception.Message);
            }
        }

        if (broken is not null)
        {
            yield return broken;
        }

        // 2. A name without its file is a slip: the file it was meant for would go in without its labels.
        HashSet<string> names = [.. entries.OfType<FileInfo>().Select(file => file.Name)];
        foreach (string name in (metadata?.Names ?? []).Where(name => !names.Contains(name)).Order(StringComparer.Ordinal))
        {
            yield return Item(folder, prefix, name, "metadata.json names it, but there is no such file in this folder; correct the name or remove the entry.");
        }

        // 3. Files, and folders below them.
        foreach (FileSystemInfo entry in entries)
        {
            if (entry.LinkTarget is not null)
            {
                yield return Item(folder, prefix, entry.Name, "It is a link, which is not followed; hand in what it points to.");
            }
            else if (entry is DirectoryInfo)
            {
                foreach (FolderFile below in Below(entry, prefix, metadata))
                {
                    yield return below;
                }
            }
            else if (entry.Name != FolderMetadata.FileName)
            {
                yield return metadata is null
                    ? Item(folder, prefix, entry.Name, "The metadata.json of its folder, or of one above, cannot be used, so its access labels are unknown; mend that first.")
                    : Found(entry, prefix, metadata);
            }
        }
    }

    private static IEnumerable<FolderFile> Below(FileSystemInfo folder, string prefix, FolderMetadata? metadata)
    {
        try
        {
            return Walk(
                folder.FullName, $"{prefix}{folder.Name}/", Entries(folder.FullName), metadata?.Defaults ?? new DocumentAttributes(), blocked: metadata is null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [new FolderFile { Path = folder.FullName, DocumentId = prefix + folder.Name, Failure = Unreadable(exception) }];
        }
    }

    private static FolderFile Found(FileSystemInfo file, string prefix, FolderMetadata metadata)
    {
        (DocumentAttributes named, DocumentAttributes defaults) = metadata.Of(file.Name);
        return new FolderFile { Path = file.FullName, DocumentId = prefix + file.Name, Attributes = named, Defaults = defaults };
    }

    private static FolderFile Item(string folder, string prefix, string name, string failure) =>
        new() { Path = Path.Combine(folder, name), DocumentId = prefix + name, Failure = failure };

    // A folder sorts as if its name ended with "/", which is the ordinal order of whole paths.
    private static FileSystemInfo[] Entries(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFileSystemInfos()
            .Where(entry => !entry.Name.StartsWith('.'))
            .OrderBy(entry => entry is DirectoryInfo ? entry.Name + "/" : entry.Name, StringComparer.Ordinal),
    ];
}
