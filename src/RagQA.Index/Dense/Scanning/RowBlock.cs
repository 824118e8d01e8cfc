namespace RagQA.Index;

/// <summary>
/// Up to <see cref="Rows"/> rows: codes, scales and the embeddings themselves, each in one piece that never moves.
/// It rests in memory of its own or in a mapped file, which it keeps alive. Written rows never change.
/// </summary>
internal sealed unsafe class RowBlock
{
    public const int Rows = 4096;

    private const int CacheLine = 64;

    private readonly object _memory;

    private RowBlock(object memory, byte* codes, float* scales, float* vectors, int capacity)
    {
        _memory = memory;
        Codes = codes;
        Scales = scales;
        Vectors = vectors;
        Capacity = capacity;
    }

    public byte* Codes { get; }

    public float* Scales { get; }

    public float* Vectors { get; }

    public int Capacity { get; }

    /// <summary>Bytes of its own; 0 when it is part of a mapped file.</summary>
    public long MemoryBytes => _memory is byte[][] pieces ? pieces.Sum(piece => (long)piece.Length) : 0;

    /// <summary>Room in pinned memory.</summary>
    public static RowBlock InMemory(int capacity, int length, int dimension)
    {
        byte[][] pieces = [Piece((long)capacity * length), Piece((long)capacity * sizeof(float)), Piece((long)capacity * dimension * sizeof(float))];
        return new RowBlock(pieces, (byte*)Start(pieces[0]), (float*)Start(pieces[1]), (float*)Start(pieces[2]), capacity);
    }

    /// <summary>Rows of a mapped file.</summary>
    public static RowBlock InFile(MappedFile file, byte* codes, float* scales, float* vectors) => new(file, codes, scales, vectors, Rows);

    private static byte[] Piece(long bytes) => GC.AllocateUninitializedArray<byte>(checked((int)bytes + CacheLine), pinned: true);

    private static byte* Start(byte[] piece)
    {
        fixed (byte* first = piece)
        {
            return (byte*)(((nint)first + CacheLine - 1) & ~(CacheLine - 1));
        }
    }
}
