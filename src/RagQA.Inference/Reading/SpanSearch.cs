namespace RagQA.Inference;

/// <summary>Finds the best spans among start and end logits.</summary>
internal static class SpanSearch
{
    /// <summary>The <paramref name="n"/> best distinct spans, best first; fewer where there are not so many.</summary>
    /// <param name="start">Start logits.</param>
    /// <param name="end">End logits.</param>
    /// <param name="first">First token that may be part of a span.</param>
    /// <param name="count">How many tokens may be.</param>
    /// <param name="maxTokens">Longest span in tokens.</param>
    /// <param name="n">How many spans.</param>
    public static TokenSpan[] Best(ReadOnlySpan<float> start, ReadOnlySpan<float> end, int first, int count, int maxTokens, int n)
    {
        // 1. Every span is compared with the worst of the best n so far, which lies on top of the heap: O(count · maxTokens),
        //    and a heap of n is touched only for the few that beat it.
        var heap = new PriorityQueue<TokenSpan, TokenSpan>(n);
        float bar = float.NegativeInfinity;
        int stop = first + count;
        for (int from = first; from < stop; from++)
        {
            float startLogit = start[from];
            int last = Math.Min(stop, from + maxTokens);
            for (int to = from; to < last; to++)
            {
                float score = startLogit + end[to];

                // An equal score comes later in the text than what has been kept, so it loses the tie. NaN never passes.
                if (heap.Count < n ? !(score >= float.NegativeInfinity) : !(score > bar))
                {
                    continue;
                }

                var span = new TokenSpan(from, to, score);
                if (heap.Count < n)
                {
                    heap.Enqueue(span, span);
                }
                else
                {
                    heap.DequeueEnqueue(span, span);
                }

                bar = heap.Peek().Score;
            }
        }

        // 2. The heap gives the worst first.
        var best = new TokenSpan[heap.Count];
        for (int i = best.Length - 1; i >= 0; i--)
        {
            best[i] = heap.Dequeue();
        }

        return best;
    }
}
