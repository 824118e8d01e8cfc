namespace RagQA.Inference;

/// <summary>Which work goes first in an <see cref="InferencePool"/>.</summary>
public enum InferencePriority
{
    /// <summary>Somebody waits for the answer.</summary>
    Question = 0,

    /// <summary>Documents are being taken in; runs when no question waits.</summary>
    Ingestion = 1,
}
