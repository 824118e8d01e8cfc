namespace RagQA.Index;

/// <summary>
/// BM25 row by row with early termination (MaxScore, Turtle and Flood 1995, with bounds of blocks): 1 the terms that together cannot lift a row
/// to the best k only complete rows that others lead to; 2 stretches of rows that no sum of block bounds lifts there are stepped over; 3 a row is given
/// up when what is left cannot lift it. A row that is kept is summed in the order of the question's terms, so its score is that of summing everything.
/// </summary>
internal sealed class TermMerge
{
    // Bounds are sums in another order than scores: a little more covers the rounding.
    private const float Slack = 1.0001f;

    private readonly TermCursor[] _byBound;
    private readonly float[] _boundUpTo;
    private readonly float[] _parts;
    private int _leading;
    private int _stretchEnd = -1;
    private float _stretchFloor = float.NaN;

    /// <param name="cursors">A cursor for each term that has postings.</param>
    /// <param name="terms">Terms of the question.</param>
    public TermMerge(List<TermCursor> cursors, int terms)
    {
        _byBound = [.. cursors.OrderBy(cursor => cursor.Bound)];
        _boundUpTo = new float[_byBound.Length + 1];
        _parts = new float[terms];
        for (var i = 0; i < _byBound.Length; i++)
        {
            _boundUpTo[i + 1] = _boundUpTo[i] + _byBound[i].Bound;
        }
    }

    /// <summary>Offers every row that may be among the best.</summary>
    /// <param name="best">Where they go.</param>
    /// <param name="ids">Id of each row.</param>
    /// <param name="lengths">Length of each row.</param>
    /// <param name="live">Rows that were not removed; null when none was.</param>
    /// <param name="filter">Rows that may be scored; null for all.</param>
    public void Run(ref BestPassages best, List<long> ids, ReadOnlySpan<int> lengths, PassageFilter? live, PassageFilter? filter)
    {
        var from = 0;
        while (true)
        {
            // 1
            while (_leading < _byBound.Length && _boundUpTo[_leading + 1] * Slack < best.Floor)
            {
                _leading++;
            }

            if (_leading == _byBound.Length)
            {
                return;
            }

            var row = Next(from);
            if (row == TermCursor.End)
            {
                return;
            }

            if (filter?.Allows(row) == false)
            {
                from = filter.NextAllowed(row);
                if (from < 0)
                {
                    return;
                }

                continue;
            }

            // 2
            if (StepOver(row, best.Floor))
            {
                from = _stretchEnd + 1;
                continue;
            }

            // 3
            if (live?.Allows(row) != false && TryScore(row, lengths[row], best.Floor, out var score))
            {
                best.Offer(new ScoredPassage(ids[row], score));
            }

            from = row + 1;
        }
    }

    /// <summary>The first row not below <paramref name="from"/> that a leading term holds.</summary>
    private int Next(int from)
    {
        var next = TermCursor.End;
        for (var i = _leading; i < _byBound.Length; i++)
        {
            if (_byBound[i].Row < from)
            {
                _byBound[i].Advance(from);
            }

            next = Math.Min(next, _byBound[i].Row);
        }

        return next;
    }

    // The bounds of a stretch hold to the end of its first block; they are summed once for it, and again when the floor has risen.
    private bool StepOver(int row, float floor)
    {
        if (row <= _stretchEnd && floor == _stretchFloor)
        {
            return false;
        }

        var bound = _boundUpTo[_leading];
        _stretchEnd = TermCursor.End - 1;
        _stretchFloor = floor;
        for (var i = _leading; i < _byBound.Length; i++)
        {
            var (most, lastRow) = _byBound[i].BoundAt(row);
            bound += most;
            _stretchEnd = Math.Min(_stretchEnd, lastRow);
        }

        return bound * Slack < floor;
    }

    private bool TryScore(int row, int length, float floor, out float score)
    {
        Array.Clear(_parts);
        var sum = 0f;
        for (var i = _byBound.Length - 1; i >= 0; i--)
        {
            var cursor = _byBound[i];
            if (i < _leading)
            {
                if ((sum + _boundUpTo[i + 1]) * Slack < floor)
                {
                    score = 0;
                    return false;
                }

                if (cursor.Row < row)
                {
                    cursor.Advance(row);
                }
            }

            if (cursor.Row == row)
            {
                _parts[cursor.Term] = cursor.Score(length);
                sum += _parts[cursor.Term];
            }
        }

        score = 0;
        foreach (var part in _parts)
        {
            score += part;
        }

        return score > 0 && score >= floor;
    }
}
