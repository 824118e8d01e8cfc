namespace RagQA;

/// <summary>What a generation is good for.</summary>
public enum GenerationState
{
    /// <summary>Its passages are being encoded, its partitions built or compared.</summary>
    Building = 0,

    /// <summary>It is whole and follows the documents; a switch to it takes effect at once.</summary>
    Ready = 1,

    /// <summary>Questions are answered from it.</summary>
    Active = 2,

    /// <summary>Its partitions and embeddings are gone.</summary>
    Retired = 3,
}
