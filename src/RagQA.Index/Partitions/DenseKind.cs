namespace RagQA.Index;

/// <summary>Kinds of dense index that a partition can use.</summary>
public enum DenseKind
{
    /// <summary>FAISS graph: approximate, the default.</summary>
    Hnsw = 0,

    /// <summary>FAISS flat: exact.</summary>
    FaissFlat = 1,

    /// <summary><see cref="FlatIndex"/>: exact, without the native library.</summary>
    Flat = 2,
}
