namespace RagQA.Index;

/// <summary>An index file cannot be used. Index files are a cache: the caller rebuilds the index from the document store.</summary>
public sealed class IndexFileException : Exception
{
    /// <summary>Makes the exception.</summary>
    public IndexFileException()
        : this("The index file cannot be used; rebuild the index.")
    {
    }

    /// <summary>Makes the exception for an inconsistent file.</summary>
    public IndexFileException(string message)
        : this(IndexFileFault.Inconsistent, message)
    {
    }

    /// <summary>Makes the exception for an inconsistent file with its cause.</summary>
    public IndexFileException(string message, Exception innerException)
        : this(IndexFileFault.Inconsistent, message, innerException)
    {
    }

    /// <summary>Makes the exception.</summary>
    public IndexFileException(IndexFileFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>Why the file is not used.</summary>
    public IndexFileFault Fault { get; }
}
