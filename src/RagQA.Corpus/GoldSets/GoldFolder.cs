namespace RagQA.Corpus;

/// <summary>The files of a data set; each may be packed (<c>.gz</c>), and is named without that.</summary>
internal sealed class GoldFolder
{
    private readonly DirectoryInfo _folder;

    /// <exception cref="RagQAException">There is no such folder.</exception>
    public GoldFolder(string path)
    {
        _folder = new DirectoryInfo(path);
        if (!_folder.Exists)
        {
            throw new RagQAException(FailureKind.NotFound, $"There is no folder {path}.");
        }
    }

    /// <summary>Name of the folder.</summary>
    public string Name => _folder.Name;

    /// <summary>Whether all these files are there.</summary>
    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Find(name) is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Path of a file.</summary>
    /// <exception cref="RagQAException">It is not there.</exception>
    public string PathOf(string name) => Find(name)
        ?? throw new RagQAException(FailureKind.NotFound, $"The set {Name} has no file {name} or {name}.gz.");

    /// <summary>Lines of a JSON Lines file.</summary>
    public IEnumerable<GoldLine> Lines(string name) => GoldLine.Read(PathOf(name));

    private string? Find(string name) =>
        Array.Find([Path.Combine(_folder.FullName, name), Path.Combine(_folder.FullName, name + ".gz")], File.Exists);
}
