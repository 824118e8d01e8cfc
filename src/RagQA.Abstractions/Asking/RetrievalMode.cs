namespace RagQA;

/// <summary>Which retrievers rank passages.</summary>
public enum RetrievalMode
{
    /// <summary>Dense and lexical, fused by reciprocal rank (Cormack, Clarke, Büttcher 2009).</summary>
    Hybrid = 0,

    /// <summary>Maximum inner product search over embeddings (DPR, Karpukhin et al. 2020).</summary>
    Dense = 1,

    /// <summary>BM25 (Robertson, Zaragoza 2009).</summary>
    Lexical = 2,
}
