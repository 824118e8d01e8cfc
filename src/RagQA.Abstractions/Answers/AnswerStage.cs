namespace RagQA;

/// <summary>The stages of an answer, in their order.</summary>
public enum AnswerStage
{
    /// <summary>The question is being encoded.</summary>
    Encoding = 0,

    /// <summary>Partitions are being searched.</summary>
    Searching = 1,

    /// <summary>Passages are being checked against the store.</summary>
    Verifying = 2,

    /// <summary>Passages are being read.</summary>
    Reading = 3,
}
