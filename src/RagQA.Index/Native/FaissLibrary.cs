using System.Runtime.InteropServices;

namespace RagQA.Index;

/// <summary>The functions of native/ragqa_faiss.cpp.</summary>
internal static partial class FaissLibrary
{
    private const string Name = "ragqa_faiss";
    private const int ExpectedAbi = 2;

    private static readonly Lazy<bool> Loaded = new(CheckAbi);

    /// <summary>Loads the library, or says that it cannot be loaded.</summary>
    /// <exception cref="NativeIndexUnavailableException">It is missing, of another version, or a library that it needs is missing.</exception>
    public static void EnsureLoaded() => _ = Loaded.Value;

    /// <summary>Turns a status into an exception with the library's own message.</summary>
    public static void Check(FaissStatus status)
    {
        if (status == FaissStatus.Ok)
        {
            return;
        }

        var message = Marshal.PtrToStringUTF8(LastError()) ?? "";
        throw status switch
        {
            FaissStatus.InvalidArgument => new ArgumentException($"FAISS refused the call: {message}."),
            FaissStatus.OutOfMemory => new InsufficientMemoryException("FAISS could not get the memory that it needs."),
            FaissStatus.BadFile => new IndexFileException(IndexFileFault.Inconsistent, $"FAISS could not use the index file: {message}."),
            _ => new InvalidOperationException($"FAISS failed: {message}."),
        };
    }

    [LibraryImport(Name, EntryPoint = "ragqa_index_create_flat")]
    public static partial FaissStatus CreateFlat(int dimension, out FaissHandle result);

    [LibraryImport(Name, EntryPoint = "ragqa_graph_begin")]
    public static partial FaissStatus GraphBegin(int m, int efConstruction, int count, out GraphBuilderHandle result);

    [LibraryImport(Name, EntryPoint = "ragqa_graph_link")]
    public static partial FaissStatus GraphLink(
        GraphBuilderHandle builder, ReadOnlySpan<nint> codes, ReadOnlySpan<nint> scales, long blocks, int length, int rowsAtOnce, out long linked);

    [LibraryImport(Name, EntryPoint = "ragqa_graph_result")]
    public static partial FaissStatus GraphResult(
        GraphBuilderHandle builder, out nint levels, out nint offsets, out nint neighbours, out long neighbourCount, out int entry);

    [LibraryImport(Name, EntryPoint = "ragqa_graph_free")]
    public static partial FaissStatus GraphFree(nint builder);

    [LibraryImport(Name, EntryPoint = "ragqa_index_free")]
    public static partial FaissStatus Free(nint index);

    [LibraryImport(Name, EntryPoint = "ragqa_index_add")]
    public static partial FaissStatus Add(FaissHandle index, long count, int dimension, ReadOnlySpan<float> vectors);

    [LibraryImport(Name, EntryPoint = "ragqa_index_search")]
    public static partial FaissStatus Search(
        FaissHandle index, long queries, ReadOnlySpan<float> query, int dimension, long k, int threads, ReadOnlySpan<byte> allowed, long allowedBytes, Span<float> scores, Span<long> rows);

    [LibraryImport(Name, EntryPoint = "ragqa_index_count")]
    public static partial FaissStatus Count(FaissHandle index, out long result);

    [LibraryImport(Name, EntryPoint = "ragqa_index_dimension")]
    public static partial FaissStatus Dimension(FaissHandle index, out int result);

    [LibraryImport(Name, EntryPoint = "ragqa_index_memory")]
    public static partial FaissStatus Memory(FaissHandle index, out long result);

    [LibraryImport(Name, EntryPoint = "ragqa_index_vectors")]
    public static partial FaissStatus Vectors(FaissHandle index, out nint result);

    [LibraryImport(Name, EntryPoint = "ragqa_index_save", StringMarshalling = StringMarshalling.Utf8)]
    public static partial FaissStatus Save(FaissHandle index, string path);

    [LibraryImport(Name, EntryPoint = "ragqa_index_load", StringMarshalling = StringMarshalling.Utf8)]
    public static partial FaissStatus Load(string path, out FaissHandle result);

    [LibraryImport(Name, EntryPoint = "ragqa_last_error")]
    private static partial nint LastError();

    [LibraryImport(Name, EntryPoint = "ragqa_abi_version")]
    private static partial int AbiVersion();

    private static bool CheckAbi()
    {
        int version;
        try
        {
            version = AbiVersion();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new NativeIndexUnavailableException(e);
        }

        return version == ExpectedAbi
            ? true
            : throw new NativeIndexUnavailableException($"libragqa_faiss.so has interface version {version}, not {ExpectedAbi}. Run ./ragqa doctor to build it again.");
    }
}
