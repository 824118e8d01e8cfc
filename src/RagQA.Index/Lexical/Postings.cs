namespace RagQA.Index;

/// <summary>
/// The rows that hold one term, in rising order, with occurrences: one variable-length integer for the difference to the row before and whether
/// there is more than one occurrence, and if so a second one. Every <see cref="BlockRows"/> rows a note says where they end and how much they can score.
/// </summary>
internal sealed class Postings
{
    /// <summary>Rows that are decoded together.</summary>
    public const int BlockRows = 128;

    private byte[] _bytes = new byte[4];
    private int _length;
    private PostingsBlock[] _blocks = [];
    private PostingsBlock _open = PostingsBlock.Empty;
    private int _closed;

    /// <summary>Rows that hold the term, dead ones included.</summary>
    public int Rows { get; private set; }

    public long MemoryBytes => _bytes.Length + (_blocks.Length * PostingsBlock.Bytes) + 128;

    /// <summary>Blocks, the last one with fewer rows.</summary>
    public int Blocks => _closed + (Rows % BlockRows == 0 ? 0 : 1);

    /// <summary>Bounds of all rows together.</summary>
    public PostingsBlock Whole { get; private set; } = PostingsBlock.Empty;

    public PostingsBlock Block(int block) => block < _closed ? _blocks[block] : _open;

    /// <param name="row">Above all rows that are there.</param>
    /// <param name="occurrences">Of the term in the row.</param>
    /// <param name="length">Length of the row.</param>
    public void Add(int row, int occurrences, int length)
    {
        Append(((ulong)(uint)(row - Whole.LastRow) << 1) | (occurrences > 1 ? 1UL : 0));
        if (occurrences > 1)
        {
            Append((uint)occurrences);
        }

        Whole = Whole.With(row, occurrences, length, _length);
        _open = _open.With(row, occurrences, length, _length);
        if (++Rows % BlockRows == 0)
        {
            if (_closed == _blocks.Length)
            {
                Array.Resize(ref _blocks, Math.Max(2, _closed + (_closed / 2)));
            }

            _blocks[_closed++] = _open;
            _open = PostingsBlock.Empty;
        }
    }

    /// <summary>Writes rows and occurrences of a block.</summary>
    public void Decode(int block, Span<int> rows, Span<int> occurrences)
    {
        var count = block < _closed ? BlockRows : Rows % BlockRows;
        var reader = block == 0 ? new PostingsReader(_bytes, 0, _length, -1) : new PostingsReader(_bytes, _blocks[block - 1].End, _length, _blocks[block - 1].LastRow);
        for (var i = 0; i < count; i++)
        {
            reader.MoveNext();
            (rows[i], occurrences[i]) = reader.Current;
        }

    }

    public PostingsReader GetEnumerator() => new(_bytes, 0, _length, -1);

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

        var bytes = reader.ReadBytes(length);
        var postings = new Postings { _bytes = new byte[bytes.Length] };
        foreach (var (row, occurrences) in new PostingsReader(bytes, 0, bytes.Length, -1))
        {
            if (row <= postings.Whole.LastRow || row >= lengths.Length || occurrences <= 0 || occurrences > lengths[row])
            {
                throw new FormatException("A posting leads outside the index.");
            }

            postings.Add(row, occurrences, lengths[row]);
        }

        return postings.Rows == rows ? postings : throw new FormatException("A term has another number of postings than it says.");
    }

    private void Append(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            Put((byte)(value | 0x80));
        }

        Put((byte)value);
    }

    private void Put(byte value)
    {
        if (_length == _bytes.Length)
        {
            Array.Resize(ref _bytes, _length + Math.Max(4, _length / 2));
        }

        _bytes[_length++] = value;
    }
}
