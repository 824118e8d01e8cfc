namespace RagQA;

/// <summary>What a user says about an answer. The numbers are persisted.</summary>
public enum FeedbackVerdict
{
    /// <summary>The answer is right.</summary>
    Correct = 0,

    /// <summary>It is right in part.</summary>
    Partly = 1,

    /// <summary>It is wrong.</summary>
    Incorrect = 2,

    /// <summary>The document is out of date.</summary>
    OutOfDate = 3,

    /// <summary>It does not belong to the question.</summary>
    NotRelevant = 4,

    /// <summary>Acting on it could do harm.</summary>
    Unsafe = 5,

    /// <summary>The documents should hold an answer and do not.</summary>
    Gap = 6,
}
