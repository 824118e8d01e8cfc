namespace RagQA.Index;

/// <summary>Rows ordered by a key, the least on top; it keeps its room between uses.</summary>
internal sealed class EstimateHeap
{
    private (float Key, int Row)[] _heap = new (float, int)[256];

    public int Count { get; private set; }

    public (float Key, int Row) Top => _heap[0];

    public ReadOnlySpan<(float Key, int Row)> Items => _heap.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Push(float key, int row)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, 2 * Count);
        }

        var at = Count++;
        while (at > 0 && _heap[(at - 1) / 2].Key > key)
        {
            _heap[at] = _heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _heap[at] = (key, row);
    }

    public void Pop()
    {
        var last = _heap[--Count];
        if (Count > 0)
        {
            ReplaceTop(last.Key, last.Row);
        }
    }

    public void ReplaceTop(float key, int row)
    {
        var at = 0;
        while (true)
        {
            var child = (2 * at) + 1;
            if (child >= Count)
            {
                break;
            }

            if (child + 1 < Count && _heap[child + 1].Key < _heap[child].Key)
            {
                child++;
            }

            if (key <= _heap[child].Key)
            {
                break;
            }

            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = (key, row);
    }
}
