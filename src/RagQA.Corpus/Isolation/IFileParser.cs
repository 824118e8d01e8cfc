namespace RagQA.Corpus;

/// <summary>Parses files that come from outside and may be damaged or made to do harm.</summary>
public interface IFileParser
{
    /// <summary>The limits that each file has.</summary>
    ParsingLimits Limits { get; }

    /// <summary>Parses the bytes of a file.</summary>
    /// <param name="fileName">Name of the file; only its extension counts.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellationToken">Gives the file up.</param>
    /// <exception cref="RagQAException">
    /// The file cannot be parsed: Unsupported, Invalid or TooLarge, with a reason for whoever handed it in. Unavailable: no file
    /// can be parsed now.
    /// </exception>
    Task<ParseResult> ParseAsync(string fileName, byte[] content, CancellationToken cancellationToken = default);
}
