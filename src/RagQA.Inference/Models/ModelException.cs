namespace RagQA.Inference;

/// <summary>A model folder that cannot be used as it is. The message names the folder and what to do.</summary>
public sealed class ModelException : RagQAException
{
    /// <summary>Makes an exception without a message; for serializers.</summary>
    public ModelException()
    {
    }

    /// <summary>Makes an exception.</summary>
    public ModelException(string message)
        : this(message, null!)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    public ModelException(string message, Exception innerException)
        : base(FailureKind.Unavailable, message, innerException)
    {
    }
}
