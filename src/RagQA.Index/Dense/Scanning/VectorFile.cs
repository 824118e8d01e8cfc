using System.Runtime.InteropServices;

namespace RagQA.Index;

/// <summary>
/// Rows on disk, laid out to be mapped: a head of 4096 bytes (dimension, count, codes per row: int32; greatest residual and norm: float32),
/// codes, scales, embeddings (each part begins at a multiple of 64), then the ids (int64).
/// </summary>
internal static unsafe class VectorFile
{
    private const int HeadBytes = 4096;
    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => "RQFLAT02"u8;

    public static void Write(string path, VectorRows rows, PassageIds ids) => SealedFile.Write(path, Magic, (BinaryWriter writer) =>
    {
        var stream = writer.BaseStream;
        writer.Write(rows.Dimension);
        writer.Write(rows.Count);
        writer.Write(rows.Length);
        writer.Write(rows.Residual);
        writer.Write(rows.Norm);
        Pad(writer, HeadBytes);
        EachBlock(rows, (block, count) => stream.Write(new ReadOnlySpan<byte>(block.Codes, count * rows.Length)));
        Pad(writer, Alignment);
        EachBlock(rows, (block, count) => stream.Write(new ReadOnlySpan<byte>(block.Scales, count * sizeof(float))));
        Pad(writer, Alignment);
        EachBlock(rows, (block, count) => stream.Write(new ReadOnlySpan<byte>(block.Vectors, count * rows.Dimension * sizeof(float))));
        Pad(writer, Alignment);
        stream.Write(MemoryMarshal.AsBytes(ids.Span));
    });

    /// <summary>Verifies and maps a file.</summary>
    public static (VectorRows Rows, PassageIds Ids) Map(string path)
    {
        using var file = SealedFile.OpenVerified(path, Magic, out var payloadBytes);
        var head = new byte[20];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
        {
            throw new IndexFileException(IndexFileFault.WrongSize, "The index file is truncated.");
        }

        var (dimension, count, length) = (BitConverter.ToInt32(head, 0), BitConverter.ToInt32(head, 4), BitConverter.ToInt32(head, 8));
        var (residual, norm) = (BitConverter.ToSingle(head, 12), BitConverter.ToSingle(head, 16));
        if (dimension <= 0 || count < 0 || dimension > int.MaxValue - Codes.Step || length != Codes.Length(dimension) || !(residual >= 0) || !(norm >= 0))
        {
            throw new IndexFileException(IndexFileFault.Inconsistent, "The index file has a head that contradicts itself.");
        }

        // In 128 bits: no count of a hostile file overflows.
        var scales = Aligned(HeadBytes + ((Int128)count * length));
        var vectors = Aligned(scales + ((Int128)count * sizeof(float)));
        var ids = Aligned(vectors + ((Int128)count * dimension * sizeof(float)));
        if (ids + ((Int128)count * sizeof(long)) != payloadBytes)
        {
            throw new IndexFileException(IndexFileFault.Inconsistent, "The index file has not the size that its counts ask for.");
        }

        var mapped = new MappedFile(file);
        var start = mapped.Start;
        var passageIds = PassageIds.Of(new ReadOnlySpan<long>(start + (long)ids, count));
        var rows = new VectorRows(dimension);
        rows.Adopt(mapped, start + HeadBytes, (float*)(start + (long)scales), (float*)(start + (long)vectors), count, residual, norm);
        return (rows, passageIds);
    }

    private static Int128 Aligned(Int128 offset) => (offset + Alignment - 1) / Alignment * Alignment;

    private static void Pad(BinaryWriter writer, int multiple)
    {
        for (writer.Flush(); writer.BaseStream.Position % multiple != 0;)
        {
            writer.BaseStream.WriteByte(0);
        }
    }

    private static void EachBlock(VectorRows rows, Action<RowBlock, int> write)
    {
        for (var first = 0; first < rows.Count; first += RowBlock.Rows)
        {
            var block = rows.BlockOf(first);
            write(block, Math.Min(RowBlock.Rows, rows.Count - first));
            GC.KeepAlive(block);
        }
    }
}
