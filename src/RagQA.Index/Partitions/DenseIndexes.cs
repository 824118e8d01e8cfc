namespace RagQA.Index;

/// <summary>Makes and loads the dense index of a partition by its kind.</summary>
internal static class DenseIndexes
{
    public static IPassageIndex Create(DenseKind kind, int dimension, GraphOptions options) => kind switch
    {
        DenseKind.Hnsw => new HnswIndex(dimension, options),
        DenseKind.FaissFlat => new FaissIndex(dimension),
        DenseKind.Flat => new FlatIndex(dimension),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such dense kind."),
    };

    public static IPassageIndex Load(DenseKind kind, string path, GraphOptions options, bool withGraph) => kind switch
    {
        DenseKind.Hnsw => HnswIndex.Load(path, options, withGraph),
        DenseKind.FaissFlat => FaissIndex.Load(path),
        _ => FlatIndex.Load(path),
    };

    public static string NameOf(DenseKind kind) => kind switch
    {
        DenseKind.Hnsw => "hnsw",
        DenseKind.FaissFlat => "faiss-flat",
        _ => "flat",
    };
}
