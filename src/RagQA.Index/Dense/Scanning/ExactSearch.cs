namespace RagQA.Index;

/// <summary>
/// Exact search in two steps: 1 an estimate of every allowed row from its codes, 2 the exact score of each row that the estimate cannot rule out.
/// The result is that of comparing every embedding.
/// </summary>
internal static class ExactSearch
{
    // Fewer rows per core are done before the other core has begun.
    private const int LeastRowsPerCore = 2 * RowBlock.Rows;

    /// <param name="rows">The rows.</param>
    /// <param name="ids">Their ids.</param>
    /// <param name="vectors">Questions <c>[questions, dimension]</c>.</param>
    /// <param name="k">Hits wanted, at most as many as rows are allowed.</param>
    /// <param name="filter">Rows that may be scored; null for all.</param>
    /// <param name="cores">Cores that may work on it.</param>
    /// <param name="width">The kernel.</param>
    /// <param name="from">First row, a multiple of 64.</param>
    public static ScoredPassage[][] Search(
        VectorRows rows, PassageIds ids, ReadOnlySpan<float> vectors, int k, PassageFilter? filter, int cores, RegisterWidth width, int from = 0)
    {
        var questions = new ScanQuestions(vectors, rows);
        var candidates = Scan(rows, questions, k, filter, cores, width, from);
        var hits = new ScoredPassage[questions.Count][];
        for (var i = 0; i < hits.Length; i++)
        {
            hits[i] = Rescore(rows, ids, questions.VectorOf(i), candidates[i].Ordered(), k, questions.ErrorOf(i));
        }

        GC.KeepAlive(rows);
        return hits;
    }

    /// <summary>Exact scores of candidates, best estimate first, until none that follows can be among the best.</summary>
    public static ScoredPassage[] Rescore(VectorRows rows, PassageIds ids, ReadOnlySpan<float> question, List<(float Estimate, int Row)> ordered, int k, float error)
    {
        var best = new BestPassages(k);
        foreach (var (estimate, row) in ordered)
        {
            if (estimate + error < best.Floor)
            {
                break;
            }

            var score = InnerProduct.Of(question, rows.VectorOf(row));
            if (score >= best.Floor)
            {
                best.Offer(new ScoredPassage(ids[row], score));
            }
        }

        return best.ToArray();
    }

    private static Candidates[] Scan(VectorRows rows, ScanQuestions questions, int k, PassageFilter? filter, int cores, RegisterWidth width, int from)
    {
        var blocks = (rows.Count + RowBlock.Rows - 1) / RowBlock.Rows;
        var first = from / RowBlock.Rows;
        cores = Math.Clamp((filter?.Allowed ?? (rows.Count - from)) / LeastRowsPerCore, 1, Math.Min(cores, Math.Max(1, blocks - first)));
        if (cores == 1)
        {
            return Work();
        }

        var next = first - 1;
        var parts = new Candidates[cores][];
        Parallel.For(0, cores, new ParallelOptions { MaxDegreeOfParallelism = cores }, core => parts[core] = Work(() => Interlocked.Increment(ref next)));
        foreach (var part in parts[1..])
        {
            for (var i = 0; i < part.Length; i++)
            {
                parts[0][i].Take(part[i]);
            }
        }

        return parts[0];

        Candidates[] Work(Func<int>? nextBlock = null)
        {
            var found = new Candidates[questions.Count];
            for (var i = 0; i < found.Length; i++)
            {
                found[i] = new Candidates(k, questions.ErrorOf(i));
            }

            for (var block = nextBlock?.Invoke() ?? first; block < blocks; block = nextBlock?.Invoke() ?? (block + 1))
            {
                ScanBlock(rows, questions, block, filter, width, from, found);
            }

            return found;
        }
    }

    private static void ScanBlock(VectorRows rows, ScanQuestions questions, int block, PassageFilter? filter, RegisterWidth width, int from, Candidates[] found)
    {
        var firstRow = block * RowBlock.Rows;
        var skip = Math.Max(0, from - firstRow);
        var count = Math.Min(RowBlock.Rows, rows.Count - firstRow);
        switch (width)
        {
            case RegisterWidth.Wide:
                ScanBlock<WideKernel>(rows, questions, firstRow, skip, count, filter, found);
                break;
            case RegisterWidth.Avx2:
                ScanBlock<Avx2Kernel>(rows, questions, firstRow, skip, count, filter, found);
                break;
            default:
                ScanBlock<PortableKernel>(rows, questions, firstRow, skip, count, filter, found);
                break;
        }
    }

    private static void ScanBlock<TKernel>(VectorRows rows, ScanQuestions questions, int firstRow, int skip, int count, PassageFilter? filter, Candidates[] found)
        where TKernel : struct, ICodeKernel
    {
        var block = rows.BlockOf(firstRow);
        if (found.Length == 1)
        {
            RowScan.One<TKernel>(questions, block, firstRow, skip, count, filter, found[0]);
        }
        else
        {
            RowScan.Many<TKernel>(questions, block, firstRow, skip, count, filter, found);
        }

        GC.KeepAlive(block);
    }
}
