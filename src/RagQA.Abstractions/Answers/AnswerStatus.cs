namespace RagQA;

/// <summary>What became of a question.</summary>
public enum AnswerStatus
{
    /// <summary>At least one span answers the question.</summary>
    Answered = 0,

    /// <summary>No passage answers the question; the passages of the answer are related, not answers.</summary>
    NoAnswer = 1,

    /// <summary>Part of the collection could not be searched or read in time; see <see cref="Coverage"/>. There may be answers.</summary>
    Degraded = 2,

    /// <summary>The question was not run; the reason says why.</summary>
    Refused = 3,
}
