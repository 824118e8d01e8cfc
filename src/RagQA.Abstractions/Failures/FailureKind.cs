namespace RagQA;

/// <summary>Kinds of failure that a caller can tell apart.</summary>
public enum FailureKind
{
    /// <summary>The request is wrong: 400.</summary>
    Invalid = 0,

    /// <summary>A collection, document, answer or job is not there: 404.</summary>
    NotFound = 1,

    /// <summary>The request contradicts what is stored: 409.</summary>
    Conflict = 2,

    /// <summary>Too large: 413.</summary>
    TooLarge = 3,

    /// <summary>A file's format is not supported or broken: 415.</summary>
    Unsupported = 4,

    /// <summary>Too many requests: 429.</summary>
    Busy = 5,

    /// <summary>Something is loading or down: 503.</summary>
    Unavailable = 6,

    /// <summary>The principal may not do this: 403.</summary>
    Forbidden = 7,
}
