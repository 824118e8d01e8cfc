namespace RagQA.Cli.Evaluation;

/// <summary>What is evaluated.</summary>
internal enum EvaluationKind
{
    /// <summary>Every question with its own paragraph.</summary>
    Reader,

    /// <summary>Every question asked of all paragraphs.</summary>
    Open,

    /// <summary>Documents ranked for queries.</summary>
    Retrieval,
}
