namespace RagQA.Corpus;

/// <summary>
/// Parses in this process: inside the reader process, and for files that one trusts. A file that is made to do harm can still
/// take this process down; see <see cref="ChildProcessFileParser"/>.
/// </summary>
public sealed class InProcessFileParser(ParsingLimits? limits = null) : IFileParser
{
    /// <inheritdoc/>
    public ParsingLimits Limits { get; } = limits ?? ParsingLimits.Default;

    /// <inheritdoc/>
    public Task<ParseResult> ParseAsync(string fileName, byte[] content, CancellationToken cancellationToken = default) =>
        Task.Run(() => Parse(fileName, content), cancellationToken);

    /// <summary>Parses on the calling thread; a fault of a parser comes back as a reason, never as an exception of its own.</summary>
    /// <exception cref="RagQAException">The file cannot be parsed.</exception>
    internal ParseResult Parse(string fileName, byte[] content)
    {
        try
        {
            return DocumentParsers.Parse(fileName, content, Limits);
        }
        catch (Exception exception) when (exception is not (RagQAException or OutOfMemoryException))
        {
            // The message of a foreign exception can quote the file, so it goes no further than the inner exception.
            throw new RagQAException(FailureKind.Unsupported, "It is damaged, or not what its name says; open it in its own program and save it again.", exception);
        }
    }
}
