using System.Text.Json;

namespace RagQA.Corpus;

/// <summary>The <c>metadata.json</c> of a folder: attributes by file name, and under "*" those of all files.</summary>
internal sealed class FolderMetadata
{
    public const string FileName = "metadata.json";
    private const int MaxBytes = 16 * 1024 * 1024;
    private static readonly JsonDocumentOptions Options = new()
    {
        MaxDepth = 8,
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private readonly Dictionary<string, StatedAttributes> _byName;

    private FolderMetadata(Dictionary<string, StatedAttributes> byName, DocumentAttributes defaults)
    {
        _byName = byName;
        Defaults = defaults;
    }

    /// <summary>Attributes of all files here and in the folders below.</summary>
    public DocumentAttributes Defaults { get; }

    /// <summary>Names that have an entry of their own.</summary>
    public IEnumerable<string> Names => _byName.Keys;

    /// <summary>Reads the file of a folder; without one there are only the defaults of the folder above.</summary>
    /// <exception cref="RagQAException">The file is there and cannot be used.</exception>
    public static FolderMetadata Read(string folder, DocumentAttributes above)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return new FolderMetadata([], above);
        }

        try
        {
            if (new FileInfo(path).Length > MaxBytes)
            {
                throw new RagQAException(FailureKind.TooLarge, $"It is larger than {MaxBytes / (1024 * 1024)} MiB; split the folder.");
            }

            using JsonDocument json = JsonDocument.Parse(FileText.Decode(File.ReadAllBytes(path)), Options);
            return Read(json.RootElement, above);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new RagQAException(FailureKind.Invalid, "It is not valid JSON; write {\"file name\": {\"title\": …}, …}, no name twice.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RagQAException(FailureKind.Invalid, FolderReader.Unreadable(exception), exception);
        }
    }

    /// <summary>Attributes of the file by its name, and the defaults that hold for it.</summary>
    public (DocumentAttributes Named, DocumentAttributes Defaults) Of(string name)
    {
        if (!_byName.TryGetValue(name, out StatedAttributes? stated))
        {
            return (new DocumentAttributes(), Defaults);
        }

        // An empty list under the file's own name opens the file on purpose.
        return (stated.ToAttributes(), stated.AccessLabels is [] ? Defaults with { AccessLabels = [] } : Defaults);
    }

    private static FolderMetadata Read(JsonElement json, DocumentAttributes above)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new RagQAException(FailureKind.Invalid, "It is not a JSON object; write {\"file name\": {\"title\": …}, …}.");
        }

        Dictionary<string, StatedAttributes> byName = new(StringComparer.Ordinal);
        DocumentAttributes defaults = above;
        foreach (JsonProperty property in json.EnumerateObject())
        {
            StatedAttributes stated;
            try
            {
                stated = StatedAttributes.Read(property.Value);
            }
            catch (RagQAException exception)
            {
                throw new RagQAException(exception.Kind, $"Entry \"{property.Name}\": {exception.Message}", exception);
            }

            if (property.Name == "*")
            {
                defaults = AttributeLayers.Over(stated.ToAttributes(), above);
            }
            else
            {
                byName.Add(property.Name, stated);
            }
        }

        return new FolderMetadata(byName, defaults);
    }
}
