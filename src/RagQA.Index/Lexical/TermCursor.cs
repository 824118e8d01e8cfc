namespace RagQA.Index;

/// <summary>Goes through the postings of one term of a question, decoding only blocks that it stops in.</summary>
internal sealed class TermCursor
{
    /// <summary>The row behind all rows.</summary>
    public const int End = int.MaxValue;

    private readonly Postings _postings;
    private readonly float _weight;
    private readonly float _averageLength;
    private readonly int[] _rows = new int[Postings.BlockRows];
    private readonly int[] _occurrences = new int[Postings.BlockRows];
    private int _block = -1;
    private int _at;
    private int _shallow;
    private float _shallowBound;
    private int _shallowOf = -1;

    public TermCursor(Postings postings, int term, float weight, float averageLength)
    {
        _postings = postings;
        _weight = weight;
        _averageLength = averageLength;
        Term = term;
        Bound = postings.Whole.Bound(weight, averageLength);
        Advance(0);
    }

    /// <summary>Place of the term in the question.</summary>
    public int Term { get; }

    /// <summary>What the term can add to a score at most.</summary>
    public float Bound { get; }

    /// <summary>Where the cursor stands; <see cref="End"/> when it has passed all.</summary>
    public int Row { get; private set; }

    /// <summary>What the term adds to the score of the row where the cursor stands.</summary>
    public float Score(int length) => Bm25.Score(_weight, _occurrences[_at], length, _averageLength);

    /// <summary>What the term can add at most to the score of a row, and up to which row that holds; the cursor does not move.</summary>
    public (float Bound, int LastRow) BoundAt(int row)
    {
        while (_shallow < _postings.Blocks && _postings.Block(_shallow).LastRow < row)
        {
            _shallow++;
        }

        if (_shallow >= _postings.Blocks)
        {
            return (0, End - 1);
        }

        if (_shallowOf != _shallow)
        {
            _shallowOf = _shallow;
            _shallowBound = _postings.Block(_shallow).Bound(_weight, _averageLength);
        }

        return (_shallowBound, _postings.Block(_shallow).LastRow);
    }

    /// <summary>Moves to the first row that is not below <paramref name="row"/>.</summary>
    public void Advance(int row)
    {
        if (_block < 0 || _postings.Block(_block).LastRow < row)
        {
            do
            {
                if (++_block >= _postings.Blocks)
                {
                    _block = _postings.Blocks;
                    Row = End;
                    return;
                }
            }
            while (_postings.Block(_block).LastRow < row);

            _postings.Decode(_block, _rows, _occurrences);
            _at = 0;
        }

        while (_rows[_at] < row)
        {
            _at++;
        }

        Row = _rows[_at];
    }
}
