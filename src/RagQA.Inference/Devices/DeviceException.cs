namespace RagQA.Inference;

/// <summary>A device that runs models is out of order; another one, or the CPU, may do the same work.</summary>
public sealed class DeviceException : RagQAException
{
    /// <summary>Makes an exception without a message; for serializers.</summary>
    public DeviceException()
    {
    }

    /// <summary>Makes an exception.</summary>
    public DeviceException(string message)
        : this(message, null!)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    public DeviceException(string message, Exception innerException)
        : base(FailureKind.Unavailable, message, innerException)
    {
    }
}
