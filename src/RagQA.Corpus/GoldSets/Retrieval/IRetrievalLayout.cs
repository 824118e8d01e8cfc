namespace RagQA.Corpus;

/// <summary>One way in which a retrieval set lies in a folder.</summary>
internal interface IRetrievalLayout
{
    /// <summary>Files by which it is recognised, as a message names them.</summary>
    string Files { get; }

    /// <summary>Whether the folder holds these files.</summary>
    bool Fits(GoldFolder folder);

    /// <summary>Reads documents and judged queries.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="split">Name of the part whose queries are wanted; null for the part that the figures are usually of.</param>
    (IEnumerable<RetrievalDocument> Documents, IEnumerable<RetrievalQuery> Queries) Read(GoldFolder folder, string? split);
}
