namespace RagQA.Corpus;

/// <summary>A file that the walk found, or a place where it could not go on.</summary>
public sealed record FolderFile
{
    /// <summary>Path by which the file is opened.</summary>
    public required string Path { get; init; }

    /// <summary>Path from the root with "/" between its parts; the file's name where the root is the file. Id of its document.</summary>
    public required string DocumentId { get; init; }

    /// <summary>What <c>metadata.json</c> says for all files ("*"); weaker than what the file itself states.</summary>
    public DocumentAttributes Defaults { get; init; } = new();

    /// <summary>What <c>metadata.json</c> says for this file by its name; stronger than what the file itself states, save on the lines of JSONL.</summary>
    public DocumentAttributes Attributes { get; init; } = new();

    /// <summary>Why this cannot be loaded; null for a file that was found.</summary>
    public string? Failure { get; init; }

    /// <summary>Reads and parses the file. Never throws for what is wrong with the file: that comes back as failures.</summary>
    /// <exception cref="RagQAException">The parser cannot work at all, which is no fault of this file (transient kinds).</exception>
    public async Task<FileDocuments> LoadAsync(IFileParser parser, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parser);
        if (Failure is not null)
        {
            return Failed(Failure);
        }

        try
        {
            DocumentIds.Check(DocumentId);
            if (new FileInfo(Path).Length > parser.Limits.MaxFileBytes)
            {
                throw FileText.TooLarge(parser.Limits.MaxFileBytes);
            }

            byte[] content = await File.ReadAllBytesAsync(Path, cancellationToken).ConfigureAwait(false);
            return Name(await parser.ParseAsync(Path, content, cancellationToken).ConfigureAwait(false));
        }
        catch (RagQAException exception) when (!exception.IsTransient)
        {
            return Failed(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Failed(FolderReader.Unreadable(exception));
        }
    }

    /// <summary>Gives parsed documents their ids and attributes.</summary>
    internal FileDocuments Name(ParseResult result)
    {
        List<NamedDocument> documents = [];
        List<IngestionFailure> failures =
            [.. result.Failures.Select(failure => new IngestionFailure($"{DocumentId}#{failure.Line}", failure.Reason))];
        bool oneALine = System.IO.Path.GetExtension(Path).Equals(".jsonl", StringComparison.OrdinalIgnoreCase);
        for (int i = 0; i < result.Documents.Count; i++)
        {
            ParsedDocument document = result.Documents[i];
            string place = oneALine ? $"{DocumentId}#{result.Lines[i]}" : DocumentId;

            // Two statements about whose document this is cannot both be right, and the wrong one would show it to the wrong reader.
            if (document.Attributes.Subject is string stated && Attributes.Subject is string named && stated != named)
            {
                failures.Add(new IngestionFailure(place, "It states another subject than metadata.json; correct one of them."));
                continue;
            }

            // A line speaks of one document and the file's entry of many, so the line is the more exact of the two.
            DocumentAttributes attributes = oneALine
                ? AttributeLayers.Over(document.Attributes, AttributeLayers.Over(Attributes, Defaults))
                : AttributeLayers.Over(Attributes, AttributeLayers.Over(document.Attributes, Defaults));
            attributes = attributes with { Title = attributes.Title ?? System.IO.Path.GetFileNameWithoutExtension(Path) };
            documents.Add(new NamedDocument(document.Id ?? place, document with { Attributes = attributes }));
        }

        return new FileDocuments(documents, failures);
    }

    private FileDocuments Failed(string reason) => new([], [new IngestionFailure(DocumentId, reason)]);
}
