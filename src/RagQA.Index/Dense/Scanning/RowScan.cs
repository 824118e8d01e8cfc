using System.Numerics;
using System.Runtime.Intrinsics;

namespace RagQA.Index;

/// <summary>
/// Estimates every row that may be scored, block by block: 1 the allowed rows of a word of the filter, or all of them where many are, 2 their sums, four rows at a time,
/// 3 sums × scale of the row against the floor. With several questions the rows of a tile stay in the cache while all questions pass over them.
/// </summary>
internal static unsafe class RowScan
{
    private const int Word = 64;
    private const int TileRows = 32;

    // Measured: the processor's own prefetching leaves a fifth of the memory's speed unused.
    private const int Ahead = 16;

    // From this many allowed rows of 64 on, estimating all in line is faster than picking them.
    private const int InLine = 24;
    private const int PickedRows = 256;
    private const int PickedAhead = 12;

    /// <summary>One question over rows [from, count) of one block.</summary>
    public static void One<TKernel>(ScanQuestions questions, RowBlock block, int firstRow, int from, int count, PassageFilter? filter, Candidates candidates)
        where TKernel : struct, ICodeKernel
    {
        var picked = stackalloc int[PickedRows + Word];
        var waiting = 0;
        for (var at = from; at < count; at += Word)
        {
            var word = WordOf(filter, firstRow + at, count - at);
            if (BitOperations.PopCount(word) >= InLine)
            {
                Line<TKernel>(questions, block, firstRow, at, word, candidates);
                continue;
            }

            waiting += Unpack(word, at, picked + waiting);
            if (waiting >= PickedRows)
            {
                Picked<TKernel>(questions, block, firstRow, picked, waiting, candidates);
                waiting = 0;
            }
        }

        Picked<TKernel>(questions, block, firstRow, picked, waiting, candidates);
    }

    // A block has room for whole words: what is behind its last row is estimated too and not offered.
    private static void Line<TKernel>(ScanQuestions questions, RowBlock block, int firstRow, int at, ulong word, Candidates candidates)
        where TKernel : struct, ICodeKernel
    {
        var codes = questions.CodesOf(0);
        var length = questions.Length;
        var offset = Vector128.Create(questions.OffsetOf(0));
        for (var row = at; row < at + Word; row += 4)
        {
            var start = block.Codes + ((long)row * length);
            Prefetch.Lines(start + (Ahead * length), 4 * length);
            var sums = TKernel.OneByFour(codes, start, start + length, start + (2 * length), start + (3 * length), length);
            var estimates = Vector128.ConvertToSingle(sums - offset) * Vector128.Load(block.Scales + row) * questions.ScaleOf(0);
            if (Vector128.GreaterThanOrEqualAny(estimates, Vector128.Create(candidates.Floor)))
            {
                for (var lane = 0; lane < 4; lane++)
                {
                    if (estimates[lane] >= candidates.Floor && (word >> (row - at + lane) & 1) != 0)
                    {
                        candidates.Offer(estimates[lane], firstRow + row + lane);
                    }
                }
            }
        }
    }

    private static void Picked<TKernel>(ScanQuestions questions, RowBlock block, int firstRow, int* rows, int count, Candidates candidates)
        where TKernel : struct, ICodeKernel
    {
        var length = questions.Length;
        for (var i = 0; i < count; i += 4)
        {
            for (var ahead = i == 0 ? 0 : i + PickedAhead; ahead < Math.Min(i + PickedAhead + 4, count); ahead++)
            {
                Prefetch.Lines(block.Codes + ((long)rows[ahead] * length), length);
            }

            var last = count - 1;
            var sums = TKernel.OneByFour(
                questions.CodesOf(0),
                block.Codes + ((long)rows[i] * length),
                block.Codes + ((long)rows[Math.Min(i + 1, last)] * length),
                block.Codes + ((long)rows[Math.Min(i + 2, last)] * length),
                block.Codes + ((long)rows[Math.Min(i + 3, last)] * length),
                length);
            for (var lane = 0; lane < Math.Min(4, count - i); lane++)
            {
                var estimate = (sums[lane] - questions.OffsetOf(0)) * block.Scales[rows[i + lane]] * questions.ScaleOf(0);
                if (estimate >= candidates.Floor)
                {
                    candidates.Offer(estimate, firstRow + rows[i + lane]);
                }
            }
        }
    }

    /// <summary>Several questions over rows [from, count) of one block.</summary>
    public static void Many<TKernel>(ScanQuestions questions, RowBlock block, int firstRow, int from, int count, PassageFilter? filter, Candidates[] candidates)
        where TKernel : struct, ICodeKernel
    {
        var rows = stackalloc int[TileRows + Word];
        var tile = 0;
        for (var at = from; at < count; at += Word)
        {
            tile += Unpack(WordOf(filter, firstRow + at, count - at), at, rows + tile);
            var done = 0;
            while (tile - done >= TileRows || (tile > done && at + Word >= count))
            {
                var size = Math.Min(TileRows, tile - done);
                Tile<TKernel>(questions, block, firstRow, rows + done, size, candidates);
                done += size;
            }

            for (var i = done; i < tile; i++)
            {
                rows[i - done] = rows[i];
            }

            tile -= done;
        }
    }

    private static void Tile<TKernel>(ScanQuestions questions, RowBlock block, int firstRow, int* rows, int size, Candidates[] candidates)
        where TKernel : struct, ICodeKernel
    {
        var length = questions.Length;
        for (var question = 0; question < questions.Padded; question += 4)
        {
            var scales = Vector128.Create(questions.ScaleOf(question), questions.ScaleOf(question + 1), questions.ScaleOf(question + 2), questions.ScaleOf(question + 3));
            var offsets = Vector128.Create(questions.OffsetOf(question), questions.OffsetOf(question + 1), questions.OffsetOf(question + 2), questions.OffsetOf(question + 3));
            var floors = Floors(candidates, question);
            var codes = questions.CodesOf(question);
            for (var i = 0; i < size; i += 2)
            {
                var (row0, row1) = (rows[i], rows[Math.Min(i + 1, size - 1)]);
                var (first, second) = TKernel.FourByTwo(codes, block.Codes + ((long)row0 * length), block.Codes + ((long)row1 * length), length);
                var estimates = Vector128.ConvertToSingle(first - offsets) * block.Scales[row0] * scales;
                if (Vector128.GreaterThanOrEqualAny(estimates, floors))
                {
                    OfferEach(candidates, question, estimates, firstRow + row0);
                    floors = Floors(candidates, question);
                }

                estimates = Vector128.ConvertToSingle(second - offsets) * block.Scales[row1] * scales;
                if (i + 1 < size && Vector128.GreaterThanOrEqualAny(estimates, floors))
                {
                    OfferEach(candidates, question, estimates, firstRow + row1);
                    floors = Floors(candidates, question);
                }
            }
        }
    }

    private static Vector128<float> Floors(Candidates[] candidates, int question) => Vector128.Create(
        FloorOf(candidates, question), FloorOf(candidates, question + 1), FloorOf(candidates, question + 2), FloorOf(candidates, question + 3));

    private static float FloorOf(Candidates[] candidates, int question) => question < candidates.Length ? candidates[question].Floor : float.PositiveInfinity;

    private static void OfferEach(Candidates[] candidates, int question, Vector128<float> estimates, int row)
    {
        for (var lane = 0; lane < 4 && question + lane < candidates.Length; lane++)
        {
            if (estimates[lane] >= candidates[question + lane].Floor)
            {
                candidates[question + lane].Offer(estimates[lane], row);
            }
        }
    }

    // Blocks begin at a multiple of 64, so a word of the filter never lies in two.
    private static ulong WordOf(PassageFilter? filter, int row, int left)
    {
        var word = filter is null ? ulong.MaxValue : filter.WordAt(row);
        return left >= Word ? word : word & ((1UL << left) - 1);
    }

    private static int Unpack(ulong word, int first, int* rows)
    {
        var count = 0;
        for (; word != 0; word &= word - 1)
        {
            rows[count++] = first + BitOperations.TrailingZeroCount(word);
        }

        return count;
    }
}
