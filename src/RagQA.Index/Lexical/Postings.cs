namespace RagQA.Index;

/// <summary>The rows that hold one term, in rising order, with occurrences: pairs of variable-length integers (row difference, occurrences).</summary>
internal sealed class Postings
{
    private byte[] _bytes;
    private int _length;

    public Postings() => _bytes = new byte[8];

    private Postings(byte[] bytes, int rows)
    {
        _bytes = bytes;
        _length = bytes.Length;
        Rows = rows;
    }

    /// <summary>Rows that hold the term, dead ones included.</summary>
    public int Rows { get; private set; }

    public long MemoryBytes => _bytes.Length + 48;

    private int LastRow { get; set; } = -1;

    public void Add(int row, int occurrences)
    {
        Append((uint)(row - LastRow));
        Append((uint)occurrences);
        LastRow = row;
        Rows++;
    }

    public Enumerator GetEnumerator() => new(_bytes.AsSpan(0, _length));

    public void Write(BinaryWriter writer)
    {
        writer.Write(Rows);
        writer.Write(_length);
        writer.Write(_bytes.AsSpan(0, _length));
    }

    /// <summary>Reads and checks postings.</summary>
    /// <param name="reader">Where they come from.</param>
    /// <param name="payloadBytes">Bytes that there can be at most.</param>
    /// <param name="lengths">Length of each row of the index.</param>
    public static Postings Read(BinaryReader reader, long payloadBytes, ReadOnlySpan<int> lengths)
    {
        var rows = reader.ReadInt32();
        var length = reader.ReadInt32();
        if (rows <= 0 || length <= 0 || length > payloadBytes)
        {
            throw new FormatException("A term has no postings.");
        }

        var postings = new Postings(reader.ReadBytes(length), rows);
        var seen = 0;
        foreach (var (row, occurrences) in postings)
        {
            if (row <= postings.LastRow || row >= lengths.Length || occurrences <= 0 || occurrences > lengths[row])
            {
                throw new FormatException("A posting leads outside the index.");
            }

            postings.LastRow = row;
            seen++;
        }

        return seen == rows ? postings : throw new FormatException("A term has another number of postings than it says.");
    }

    private void Append(uint value)
    {
        if (_length + 5 > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_length + 5, _length + (_length / 2)));
        }

        while (value >= 0x80)
        {
            _bytes[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[_length++] = (byte)value;
    }

    public ref struct Enumerator(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _at;
        private int _row = -1;
        private int _occurrences;

        public readonly (int Row, int Occurrences) Current => (_row, _occurrences);

        public bool MoveNext()
        {
            if (_at >= _bytes.Length)
            {
                return false;
            }

            _row += (int)Next();
            _occurrences = (int)Next();
            return true;
        }

        private uint Next()
        {
            uint value = 0;
            for (var shift = 0; ; shift += 7)
            {
                if (_at >= _bytes.Length || shift > 28)
                {
                    throw new FormatException("Postings end in the middle of a number.");
                }

                var b = _bytes[_at++];
                value |= (uint)(b & 0x7F) << shift;
                if (b < 0x80)
                {
                    return value;
                }
            }
        }
    }
}
