namespace RagQA.Index;

/// <summary>
/// The rows of one question that may be among its best k. Kept is every row whose estimate is at most two errors below the k-th best estimate:
/// the others cannot reach the k-th best exact score.
/// </summary>
internal sealed class Candidates(int k, float error)
{
    private const int PruneAbove = 2048;

    private readonly float[] _heap = new float[k];
    private int _heaped;
    private int _pruneAt = Math.Max(PruneAbove, 4 * k);

    /// <summary>Rows and their estimates, in no order.</summary>
    public List<(float Estimate, int Row)> Rows { get; } = [];

    /// <summary>A row with a lower estimate cannot be among the best.</summary>
    public float Floor { get; private set; } = float.NegativeInfinity;

    /// <summary>Takes a row whose estimate is not below <see cref="Floor"/>.</summary>
    public void Offer(float estimate, int row)
    {
        Rows.Add((estimate, row));
        if (_heaped < k)
        {
            Up(estimate);
        }
        else if (estimate > _heap[0])
        {
            Down(estimate);
        }

        if (Rows.Count >= _pruneAt)
        {
            Prune();
            _pruneAt = Math.Max(_pruneAt, 2 * Rows.Count);
        }
    }

    /// <summary>Takes what another part of the scan found.</summary>
    public void Take(Candidates other)
    {
        foreach (var (estimate, row) in other.Rows)
        {
            if (estimate >= Floor)
            {
                Offer(estimate, row);
            }
        }
    }

    /// <summary>The candidates, best estimate first.</summary>
    public List<(float Estimate, int Row)> Ordered()
    {
        Prune();
        Rows.Sort(static (x, y) => y.Estimate.CompareTo(x.Estimate));
        return Rows;
    }

    private void Prune()
    {
        var floor = Floor;
        Rows.RemoveAll(candidate => !(candidate.Estimate >= floor));
    }

    private void Up(float estimate)
    {
        var at = _heaped++;
        while (at > 0 && _heap[(at - 1) / 2] > estimate)
        {
            _heap[at] = _heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _heap[at] = estimate;
        if (_heaped == k)
        {
            Floor = _heap[0] - (2 * error);
        }
    }

    private void Down(float estimate)
    {
        var at = 0;
        while (true)
        {
            var child = (2 * at) + 1;
            if (child >= k)
            {
                break;
            }

            if (child + 1 < k && _heap[child + 1] < _heap[child])
            {
                child++;
            }

            if (estimate <= _heap[child])
            {
                break;
            }

            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = estimate;
        Floor = _heap[0] - (2 * error);
    }
}
