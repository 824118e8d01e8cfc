namespace RagQA.Index;

/// <summary>
/// Walks a graph towards a question: 1 on the upper levels to the nearest row that links lead to, 2 on the lowest level from the best row not yet
/// looked at to its links, until none of them can be among the best. Forbidden rows are walked through but not kept.
/// </summary>
internal static unsafe class GraphWalk
{
    private const int Group = 4;

    /// <param name="graph">The graph.</param>
    /// <param name="blocks">Its rows.</param>
    /// <param name="questions">One question.</param>
    /// <param name="keep">Rows to find, at most as many as are allowed.</param>
    /// <param name="filter">Rows that may be kept; null for all.</param>
    /// <param name="limit">Rows to compare at most.</param>
    /// <returns>Estimates and rows, best first; null when the limit was reached.</returns>
    public static List<(float Estimate, int Row)>? Find<TKernel>(
        HnswGraph graph, RowBlock[] blocks, ScanQuestions questions, int keep, PassageFilter? filter, int limit)
        where TKernel : struct, ICodeKernel
    {
        var memory = WalkMemory.For(graph.Count);
        var (next, best) = (memory.Next, memory.Best);
        var rows = stackalloc int[2 * graph.M];
        var estimates = stackalloc float[2 * graph.M];

        // 1
        rows[0] = graph.Entry;
        Estimate<TKernel>(blocks, questions, rows, 1, estimates);
        var (nearest, nearness) = (graph.Entry, estimates[0]);
        for (var level = graph.Levels - 1; level > 0; level--)
        {
            for (var closer = true; closer;)
            {
                closer = false;
                var count = Known(graph.Links(nearest, level), graph.Count, rows);
                Estimate<TKernel>(blocks, questions, rows, count, estimates);
                for (var i = 0; i < count; i++)
                {
                    if (estimates[i] > nearness)
                    {
                        (nearest, nearness, closer) = (rows[i], estimates[i], true);
                    }
                }
            }
        }

        // 2
        memory.Meets(nearest);
        next.Push(-nearness, nearest);
        if (filter is null || filter.Allows(nearest))
        {
            best.Push(nearness, nearest);
        }

        var compared = 0;
        while (next.Count > 0 && (best.Count < keep || -next.Top.Key >= best.Top.Key))
        {
            var row = next.Top.Row;
            next.Pop();
            var count = 0;
            foreach (var link in graph.Links(row, 0))
            {
                if ((uint)link < (uint)graph.Count && memory.Meets(link))
                {
                    rows[count++] = link;
                }
            }

            compared += count;
            if (compared > limit)
            {
                return null;
            }

            Estimate<TKernel>(blocks, questions, rows, count, estimates);
            for (var i = 0; i < count; i++)
            {
                if (best.Count < keep || estimates[i] > best.Top.Key)
                {
                    next.Push(-estimates[i], rows[i]);
                    if (filter is null || filter.Allows(rows[i]))
                    {
                        Keep(best, keep, estimates[i], rows[i]);
                    }
                }
            }
        }

        GC.KeepAlive(blocks);
        var found = new List<(float Estimate, int Row)>(best.Count);
        foreach (var (estimate, row) in best.Items)
        {
            found.Add((estimate, row));
        }

        found.Sort(static (x, y) => y.Estimate.CompareTo(x.Estimate));
        return found;
    }

    private static void Keep(EstimateHeap best, int keep, float estimate, int row)
    {
        if (best.Count < keep)
        {
            best.Push(estimate, row);
        }
        else
        {
            best.ReplaceTop(estimate, row);
        }
    }

    private static int Known(ReadOnlySpan<int> links, int rows, int* known)
    {
        var count = 0;
        foreach (var link in links)
        {
            if ((uint)link < (uint)rows)
            {
                known[count++] = link;
            }
        }

        return count;
    }

    private static void Estimate<TKernel>(RowBlock[] blocks, ScanQuestions questions, int* rows, int count, float* estimates)
        where TKernel : struct, ICodeKernel
    {
        var length = questions.Length;
        var codes = stackalloc byte*[Group];
        for (var i = 0; i < Math.Min(2 * Group, count); i++)
        {
            Prefetch.Lines(CodesOf(blocks, rows[i], length), length);
        }

        for (var i = 0; i < count; i += Group)
        {
            for (var ahead = i + (2 * Group); ahead < Math.Min(i + (3 * Group), count); ahead++)
            {
                Prefetch.Lines(CodesOf(blocks, rows[ahead], length), length);
            }

            for (var lane = 0; lane < Group; lane++)
            {
                codes[lane] = CodesOf(blocks, rows[Math.Min(i + lane, count - 1)], length);
            }

            var sums = TKernel.OneByFour(questions.CodesOf(0), codes[0], codes[1], codes[2], codes[3], length);
            for (var lane = 0; lane < Math.Min(Group, count - i); lane++)
            {
                var row = rows[i + lane];
                estimates[i + lane] = (sums[lane] - questions.OffsetOf(0)) * blocks[row / RowBlock.Rows].Scales[row % RowBlock.Rows] * questions.ScaleOf(0);
            }
        }
    }

    private static byte* CodesOf(RowBlock[] blocks, int row, int length) => blocks[row / RowBlock.Rows].Codes + ((long)(row % RowBlock.Rows) * length);
}
