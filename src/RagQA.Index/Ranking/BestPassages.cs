namespace RagQA.Index;

/// <summary>Keeps the best k of many scored passages: a heap whose root is the worst one kept.</summary>
internal struct BestPassages(int k)
{
    private readonly ScoredPassage[] _heap = new ScoredPassage[k];
    private int _count;

    /// <summary>A passage with a lower score than this cannot be kept.</summary>
    public readonly float Floor => _count < _heap.Length ? float.NegativeInfinity : _heap[0].Score;

    public void Offer(ScoredPassage passage)
    {
        if (_count < _heap.Length)
        {
            Up(passage);
        }
        else if (passage < _heap[0])
        {
            Down(passage);
        }
    }

    /// <summary>The kept passages, best first.</summary>
    public readonly ScoredPassage[] ToArray()
    {
        var best = _heap.AsSpan(0, _count).ToArray();
        Array.Sort(best);
        return best;
    }

    private void Up(ScoredPassage passage)
    {
        var at = _count++;
        while (at > 0 && passage > _heap[(at - 1) / 2])
        {
            _heap[at] = _heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _heap[at] = passage;
    }

    private readonly void Down(ScoredPassage passage)
    {
        var at = 0;
        while (true)
        {
            var child = (2 * at) + 1;
            if (child >= _count)
            {
                break;
            }

            if (child + 1 < _count && _heap[child + 1] > _heap[child])
            {
                child++;
            }

            if (passage >= _heap[child])
            {
                break;
            }

            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = passage;
    }
}
