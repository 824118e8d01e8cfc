namespace RagQA.Inference;

/// <summary>What a model is for.</summary>
public enum ModelRole
{
    /// <summary>Turns a question or a passage into an embedding; <c>encoder</c> in a manifest.</summary>
    Encoder = 0,

    /// <summary>Finds answer spans in a passage; <c>reader</c> in a manifest.</summary>
    Reader = 1,
}
