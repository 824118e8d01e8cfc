using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RagQA.Cli.Benchmarks;

/// <summary>What the machine can do at most with the bytes that an exact search goes through: reading them, and multiplying them without choosing any.</summary>
internal static class BareScans
{
    /// <summary>Adds up all bytes, 32 at a time, in four sums: as fast as memory comes.</summary>
    public static long Read(byte[] bytes, int cores) => OnCores(bytes.Length, cores, (from, to) =>
    {
        ref var start = ref MemoryMarshal.GetArrayDataReference(bytes);
        var (a, b, c, d) = (Vector256<long>.Zero, Vector256<long>.Zero, Vector256<long>.Zero, Vector256<long>.Zero);
        for (var i = from; i + 128 <= to; i += 128)
        {
            a += Vector256.LoadUnsafe(ref start, (nuint)i).AsInt64();
            b += Vector256.LoadUnsafe(ref start, (nuint)i + 32).AsInt64();
            c += Vector256.LoadUnsafe(ref start, (nuint)i + 64).AsInt64();
            d += Vector256.LoadUnsafe(ref start, (nuint)i + 96).AsInt64();
        }

        return Vector256.Sum(a + b + c + d);
    });

    /// <summary>The plain loop over int8 rows: one inner product after another, the greatest of them kept.</summary>
    public static long Multiply(byte[] rows, sbyte[] question, int cores) => OnCores(rows.Length, cores, (from, to) =>
    {
        var greatest = int.MinValue;
        for (var row = from / question.Length * question.Length; row + question.Length <= to; row += question.Length)
        {
            greatest = Math.Max(greatest, Product(rows.AsSpan(row, question.Length), question));
        }

        return greatest;
    });

    private static int Product(ReadOnlySpan<byte> row, ReadOnlySpan<sbyte> question)
    {
        var sum = 0;
        if (!Avx2.IsSupported)
        {
            for (var i = 0; i < question.Length; i++)
            {
                sum += row[i] * question[i];
            }

            return sum;
        }

        ref var r = ref MemoryMarshal.GetReference(row);
        ref var q = ref MemoryMarshal.GetReference(question);
        var (a, b) = (Vector256<int>.Zero, Vector256<int>.Zero);
        for (nuint i = 0; i < (nuint)question.Length; i += 64)
        {
            a += Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref r, i), Vector256.LoadUnsafe(ref q, i)), Vector256<short>.One);
            b += Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref r, i + 32), Vector256.LoadUnsafe(ref q, i + 32)), Vector256<short>.One);
        }

        return Vector256.Sum(a + b);
    }

    private static long OnCores(int bytes, int cores, Func<int, int, long> scan)
    {
        if (cores == 1)
        {
            return scan(0, bytes);
        }

        var sums = new long[cores];
        Parallel.For(0, cores, core => sums[core] = scan((int)((long)bytes * core / cores), (int)((long)bytes * (core + 1) / cores)));
        return sums.Aggregate(0L, (a, b) => unchecked(a + b));
    }
}
