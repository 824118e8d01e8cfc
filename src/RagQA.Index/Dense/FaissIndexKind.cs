namespace RagQA.Index;

/// <summary>Kinds of FAISS index that are used.</summary>
public enum FaissIndexKind
{
    /// <summary>Every vector is compared: exact.</summary>
    Flat = 0,

    /// <summary>A hierarchical navigable small world graph (Malkov, Yashunin 2016): approximate, time grows with the logarithm of the size.</summary>
    Hnsw = 1,
}
