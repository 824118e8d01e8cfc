using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace RagQA.Index;

/// <summary>
/// Links of a hierarchical navigable small world graph (Malkov, Yashunin 2016) over the first <see cref="Count"/> rows of an index. FAISS builds it
/// over the codes of the rows; once built it never changes. On disk: a head of 64 bytes, then the links of the lowest level
/// <c>[count, 2M]</c>, which are mapped, then the rows of higher levels, their number of levels and their links <c>[M]</c> for each (all int32; -1: no link).
/// </summary>
internal sealed unsafe class HnswGraph
{
    private const int HeadBytes = 64;
    private const int Whole = 1000;
    private const int RowsBetweenLooks = 256;

    private readonly int[] _upperRows;
    private readonly int[] _upperStarts;
    private readonly int[] _upperLinks;
    private readonly object _memory;
    private readonly int* _lowest;

    private HnswGraph(int count, int m, int entry, int levels, int* lowest, object memory, int[] upperRows, int[] upperStarts, int[] upperLinks)
    {
        (Count, M, Entry, Levels) = (count, m, entry, levels);
        _lowest = lowest;
        _memory = memory;
        (_upperRows, _upperStarts, _upperLinks) = (upperRows, upperStarts, upperLinks);
    }

    /// <summary>Rows that it links.</summary>
    public int Count { get; }

    /// <summary>Links per row and level, twice as many on the lowest.</summary>
    public int M { get; }

    /// <summary>The row where every walk begins.</summary>
    public int Entry { get; }

    /// <summary>Levels of <see cref="Entry"/>, from 1.</summary>
    public int Levels { get; }

    /// <summary>Share of the nearest rows that walks found when it was tried, 0–1; it goes with the graph into its file.</summary>
    public double Recall { get; set; } = 1;

    /// <summary>Bytes of its own; links of a mapped file do not count.</summary>
    public long MemoryBytes => sizeof(int) * (((_memory as int[])?.LongLength ?? 0) + _upperRows.Length + _upperStarts.Length + _upperLinks.Length);

    private static ReadOnlySpan<byte> Magic => "RQGRAPH2"u8;

    /// <summary>Links rows; takes about a third of a millisecond for each, on the calling thread.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static HnswGraph Build(RowBlock[] blocks, int length, int count, int m, int efConstruction, CancellationToken cancellationToken)
    {
        FaissLibrary.EnsureLoaded();
        FaissLibrary.Check(FaissLibrary.GraphBegin(m, efConstruction, count, out var builder));
        using (builder)
        {
            var codes = Array.ConvertAll(blocks, block => (nint)block.Codes);
            var scales = Array.ConvertAll(blocks, block => (nint)block.Scales);
            for (long linked = 0; linked < count;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                FaissLibrary.Check(FaissLibrary.GraphLink(builder, codes, scales, blocks.Length, length, RowsBetweenLooks, out linked));
            }

            GC.KeepAlive(blocks);
            return Copy(builder, count, m);
        }
    }

    /// <summary>Places of the links of a row on a level, from 0.</summary>
    public ReadOnlySpan<int> Links(int row, int level)
    {
        if (level == 0)
        {
            return new ReadOnlySpan<int>(_lowest + ((long)row * 2 * M), 2 * M);
        }

        var at = Array.BinarySearch(_upperRows, row);
        var start = at < 0 ? int.MaxValue : _upperStarts[at] + ((level - 1) * M);
        return at >= 0 && start + M <= _upperStarts[at + 1] ? _upperLinks.AsSpan(start, M) : [];
    }

    public void Save(string path) => SealedFile.Write(path, Magic, (BinaryWriter writer) =>
    {
        var head = new byte[HeadBytes];
        int[] numbers = [Count, M, Entry, Levels, _upperRows.Length, _upperLinks.Length, (int)Math.Round(Recall * Whole)];
        MemoryMarshal.AsBytes<int>(numbers).CopyTo(head);
        writer.Write(head);
        for (var row = 0; row < Count; row++)
        {
            writer.Write(MemoryMarshal.AsBytes(Links(row, 0)));
        }

        writer.Write(MemoryMarshal.AsBytes<int>(_upperRows));
        writer.Write(MemoryMarshal.AsBytes<int>(_upperStarts));
        writer.Write(MemoryMarshal.AsBytes<int>(_upperLinks));
    });

    /// <summary>Maps a graph. A link that leads outside is passed over when it is met.</summary>
    /// <exception cref="IndexFileException">The file is missing, truncated, altered or of another kind.</exception>
    public static HnswGraph Load(string path)
    {
        using var file = SealedFile.OpenVerified(path, Magic, out var payloadBytes);
        var head = new byte[HeadBytes];
        if (file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) < HeadBytes || payloadBytes < HeadBytes)
        {
            throw new IndexFileException(IndexFileFault.WrongSize, "The graph file is truncated.");
        }

        var (count, m, entry, levels) = (Number(head, 0), Number(head, 1), Number(head, 2), Number(head, 3));
        var (upper, upperLinks, recall) = (Number(head, 4), Number(head, 5), Number(head, 6));
        var sound = count > 0 && m is >= 2 and <= 1024 && entry >= 0 && entry < count && levels >= 1 && upper >= 0 && upper <= count && upperLinks >= 0 && recall is >= 0 and <= Whole
            && HeadBytes + (sizeof(int) * (((Int128)count * 2 * m) + upper + upper + 1 + upperLinks)) == payloadBytes;
        if (!sound)
        {
            throw new IndexFileException(IndexFileFault.Inconsistent, "The graph file has a head that contradicts itself.");
        }

        var mapped = new MappedFile(file);
        var lowest = (int*)(mapped.Start + HeadBytes);
        var at = lowest + ((long)count * 2 * m);
        var upperRows = new ReadOnlySpan<int>(at, upper).ToArray();
        var starts = new ReadOnlySpan<int>(at + upper, upper + 1).ToArray();
        var above = new ReadOnlySpan<int>(at + upper + upper + 1, upperLinks).ToArray();
        return Rises(upperRows, count) && Rises(starts, (long)upperLinks + 1)
            ? new HnswGraph(count, m, entry, levels, lowest, mapped, upperRows, starts, above) { Recall = (double)recall / Whole }
            : throw new IndexFileException(IndexFileFault.Inconsistent, "The levels of the graph contradict each other.");
    }

    private static int Number(byte[] head, int at) => BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(at * sizeof(int)));

    private static bool Rises(int[] numbers, long below)
    {
        var previous = -1L;
        foreach (var number in numbers)
        {
            if (number <= previous || number >= below)
            {
                return false;
            }

            previous = number;
        }

        return true;
    }

    private static HnswGraph Copy(GraphBuilderHandle builder, int count, int m)
    {
        FaissLibrary.Check(FaissLibrary.GraphResult(builder, out var levels, out var offsets, out var neighbours, out _, out var entry));
        var memory = GC.AllocateUninitializedArray<int>(checked(count * 2 * m), pinned: true);
        var upperRows = new List<int>();
        var starts = new List<int> { 0 };
        var links = new List<int>();
        for (var row = 0; row < count; row++)
        {
            var start = (int*)neighbours + ((long*)offsets)[row];
            new ReadOnlySpan<int>(start, 2 * m).CopyTo(memory.AsSpan(row * 2 * m));
            var above = ((int*)levels)[row] - 1;
            if (above > 0)
            {
                upperRows.Add(row);
                links.AddRange(new ReadOnlySpan<int>(start + (2 * m), above * m));
                starts.Add(links.Count);
            }
        }

        var lowest = (int*)Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0);
        return new HnswGraph(count, m, entry, ((int*)levels)[entry], lowest, memory, [.. upperRows], [.. starts], [.. links]);
    }
}
