namespace RagQA.Index;

/// <summary>The native library of the FAISS indexes cannot be loaded on this machine.</summary>
public sealed class NativeIndexUnavailableException : Exception
{
    private const string Cure = "The native library libragqa_faiss.so cannot be loaded. Run ./ragqa doctor: it says what is missing and builds it. "
        + "The dense kind \"Flat\" works without it.";

    /// <summary>Makes the exception.</summary>
    public NativeIndexUnavailableException()
        : base(Cure)
    {
    }

    /// <summary>Makes the exception with a message of its own.</summary>
    public NativeIndexUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message of its own and its cause.</summary>
    public NativeIndexUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal NativeIndexUnavailableException(Exception cause)
        : base(Cure, cause)
    {
    }
}
