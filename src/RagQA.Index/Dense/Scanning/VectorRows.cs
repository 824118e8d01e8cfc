using System.Runtime.InteropServices;

namespace RagQA.Index;

/// <summary>The rows of an exact index in blocks. Adding excludes every other call but <see cref="Snapshot"/>'s users, who see only rows written before.</summary>
internal sealed unsafe class VectorRows(int dimension)
{
    private const int FirstCapacity = 64;

    private readonly List<RowBlock> _blocks = [];

    public int Dimension { get; } = dimension;

    /// <summary>Codes per row.</summary>
    public int Length { get; } = Codes.Length(dimension);

    public int Count { get; private set; }

    /// <summary>How far codes × scale is from an embedding, at most.</summary>
    public float Residual { get; private set; }

    /// <summary>Length of the longest embedding.</summary>
    public float Norm { get; private set; }

    public long MemoryBytes => _blocks.Sum(block => block.MemoryBytes);

    /// <summary>Bytes that are mapped from a file: they are in memory only as far as they are used.</summary>
    public long MappedBytes { get; private set; }

    public RowBlock BlockOf(int row) => _blocks[row / RowBlock.Rows];

    public ReadOnlySpan<float> VectorOf(int row) => new(BlockOf(row).Vectors + ((long)(row % RowBlock.Rows) * Dimension), Dimension);

    public ReadOnlySpan<byte> CodesOf(int row) => new(BlockOf(row).Codes + ((long)(row % RowBlock.Rows) * Length), Length);

    public float ScaleOf(int row) => BlockOf(row).Scales[row % RowBlock.Rows];

    /// <summary>The blocks of the rows that are there now; they stay as they are while others are added.</summary>
    public RowBlock[] Snapshot() => [.. _blocks];

    public void Add(ReadOnlySpan<float> vectors)
    {
        for (var i = 0; i < vectors.Length; i += Dimension)
        {
            var vector = vectors.Slice(i, Dimension);
            var block = Room();
            var at = Count % RowBlock.Rows;
            var (scale, residual) = Codes.Quantize(vector, new Span<byte>(block.Codes + ((long)at * Length), Length));
            vector.CopyTo(new Span<float>(block.Vectors + ((long)at * Dimension), Dimension));
            block.Scales[at] = scale;
            Residual = Math.Max(Residual, residual);
            Norm = Math.Max(Norm, Codes.Norm(vector));
            Count++;
        }
    }

    /// <summary>Takes the rows of a mapped file: whole blocks stay there, the rest is copied so that rows can follow.</summary>
    public void Adopt(MappedFile file, byte* codes, float* scales, float* vectors, int count, float residual, float norm)
    {
        for (; Count + RowBlock.Rows <= count; Count += RowBlock.Rows)
        {
            _blocks.Add(RowBlock.InFile(file, codes + ((long)Count * Length), scales + Count, vectors + ((long)Count * Dimension)));
        }

        MappedBytes = (long)Count * (Length + sizeof(float) + (Dimension * sizeof(float)));
        var rest = count - Count;
        if (rest > 0)
        {
            var block = RowBlock.InMemory(CapacityFor(rest), Length, Dimension);
            Copy(codes + ((long)Count * Length), scales + Count, vectors + ((long)Count * Dimension), block, rest);
            _blocks.Add(block);
            Count = count;
        }

        GC.KeepAlive(file);

        Residual = residual;
        Norm = norm;
    }

    /// <summary>Lets go of the rows.</summary>
    public void Clear() => _blocks.Clear();

    // A small partition takes little room; a block that grows is copied, and readers of the old one keep it.
    private RowBlock Room()
    {
        var at = Count % RowBlock.Rows;
        if (at == 0)
        {
            _blocks.Add(RowBlock.InMemory(Count == 0 ? FirstCapacity : RowBlock.Rows, Length, Dimension));
        }
        else if (at == _blocks[^1].Capacity)
        {
            var old = _blocks[^1];
            var block = RowBlock.InMemory(CapacityFor(at + 1), Length, Dimension);
            Copy(old.Codes, old.Scales, old.Vectors, block, at);
            GC.KeepAlive(old);
            _blocks[^1] = block;
        }

        return _blocks[^1];
    }

    private static int CapacityFor(int rows)
    {
        var capacity = FirstCapacity;
        while (capacity < rows)
        {
            capacity *= 2;
        }

        return capacity;
    }

    private void Copy(byte* codes, float* scales, float* vectors, RowBlock to, int rows)
    {
        NativeMemory.Copy(codes, to.Codes, (nuint)((long)rows * Length));
        NativeMemory.Copy(scales, to.Scales, (nuint)((long)rows * sizeof(float)));
        NativeMemory.Copy(vectors, to.Vectors, (nuint)((long)rows * Dimension * sizeof(float)));
    }
}
