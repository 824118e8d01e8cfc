namespace RagQA.Index;

/// <summary>Reads postings one by one.</summary>
internal ref struct PostingsReader(byte[] bytes, int from, int end, int rowBefore)
{
    private readonly byte[] _bytes = bytes;
    private readonly int _end = end;
    private int _at = from;
    private int _row = rowBefore;
    private int _occurrences;

    public readonly (int Row, int Occurrences) Current => (_row, _occurrences);

    public readonly PostingsReader GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_at >= _end)
        {
            return false;
        }

        var first = Next();
        var row = _row + (long)(first >> 1);
        if (row > int.MaxValue)
        {
            throw new FormatException("A posting leads outside the index.");
        }

        _row = (int)row;
        _occurrences = (first & 1) == 0 ? 1 : (int)Math.Min(Next(), int.MaxValue);
        return true;
    }

    private ulong Next()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            if (_at >= _end || shift > 35)
            {
                throw new FormatException("Postings end in the middle of a number.");
            }

            var b = _bytes[_at++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
    }
}
