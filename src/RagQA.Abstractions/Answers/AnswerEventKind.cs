namespace RagQA;

/// <summary>What an <see cref="AnswerEvent"/> holds.</summary>
public enum AnswerEventKind
{
    /// <summary>How far the answer is.</summary>
    Progress = 0,

    /// <summary>A passage was found, or was read (the same passage again, with its span).</summary>
    Passage = 1,

    /// <summary>The answer; nothing follows.</summary>
    Answer = 2,

    /// <summary>The question failed; nothing follows.</summary>
    Error = 3,
}
