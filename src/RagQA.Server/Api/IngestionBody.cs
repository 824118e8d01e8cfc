namespace RagQA.Server.Api;

/// <summary>Body of a bulk job.</summary>
public sealed record IngestionBody
{
    /// <summary>Absolute paths of files and folders that the server can read.</summary>
    public required string[] Paths { get; init; }
}
