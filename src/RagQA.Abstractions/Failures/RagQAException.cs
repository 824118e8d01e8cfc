namespace RagQA;

/// <summary>A request that cannot be carried out as it stands, with a reason a person can act on. Never holds question or passage text.</summary>
[GenerateSerializer, Alias("ragqa.RagQAException")]
public class RagQAException : Exception
{
    /// <summary>Makes an exception without a message; for serializers.</summary>
    public RagQAException()
    {
    }

    /// <summary>Makes an exception of the kind "invalid request".</summary>
    public RagQAException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception of the kind "invalid request".</summary>
    public RagQAException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception of a given kind.</summary>
    public RagQAException(FailureKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>What kind of failure it is; chooses the HTTP status.</summary>
    [Id(0)] public FailureKind Kind { get; init; }

    /// <summary>Whether the same request may succeed a moment later.</summary>
    public bool IsTransient => Kind is FailureKind.Busy or FailureKind.Unavailable;
}
