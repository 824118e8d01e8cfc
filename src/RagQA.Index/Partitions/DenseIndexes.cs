namespace RagQA.Index;

/// <summary>Makes and loads the dense index of a partition by its kind.</summary>
internal static class DenseIndexes
{
    public static IPassageIndex Create(DenseKind kind, int dimension, FaissIndexOptions options) => kind switch
    {
        DenseKind.Hnsw => new FaissIndex(FaissIndexKind.Hnsw, dimension, options),
        DenseKind.FaissFlat => new FaissIndex(FaissIndexKind.Flat, dimension, options),
        DenseKind.Flat => new FlatIndex(dimension),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such dense kind."),
    };

    public static IPassageIndex Load(DenseKind kind, string path, FaissIndexOptions options)
    {
        if (kind == DenseKind.Flat)
        {
            return FlatIndex.Load(path);
        }

        var index = FaissIndex.Load(path, options);
        if (index.Kind == (kind == DenseKind.Hnsw ? FaissIndexKind.Hnsw : FaissIndexKind.Flat))
        {
            return index;
        }

        index.Dispose();
        throw new IndexFileException(IndexFileFault.Inconsistent, "The dense file is of another kind than the manifest says.");
    }

    public static string NameOf(DenseKind kind) => kind switch
    {
        DenseKind.Hnsw => "faiss-hnsw",
        DenseKind.FaissFlat => "faiss-flat",
        _ => "flat",
    };
}
