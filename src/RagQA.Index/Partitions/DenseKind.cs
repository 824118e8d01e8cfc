namespace RagQA.Index;

/// <summary>Kinds of dense index that a partition can use.</summary>
public enum DenseKind
{
    /// <summary>The default: exact, with a graph over the rows of a large partition that answers where it is cheaper (approximate).</summary>
    Hnsw = 0,

    /// <summary>FAISS flat: exact.</summary>
    FaissFlat = 1,

    /// <summary><see cref="FlatIndex"/>: always exact, without the native library.</summary>
    Flat = 2,
}
