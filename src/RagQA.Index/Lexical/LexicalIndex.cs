using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace RagQA.Index;

/// <summary>
/// An inverted index of passages for BM25. Rows are positions in the order of adding; a removed passage keeps its row until <see cref="Compact"/>.
/// Searches may run side by side; changes exclude every other call, and the caller sees to it.
/// </summary>
public sealed class LexicalIndex
{
    private readonly Dictionary<ulong, Postings> _postings = [];
    private readonly Dictionary<long, int> _rowOf = [];
    private readonly List<long> _ids = [];
    private readonly List<int> _lengths = [];
    private readonly List<bool> _live = [];
    private ConcurrentDictionary<ulong, int> _liveFrequencies = [];

    /// <summary>Rows, removed ones included.</summary>
    public int Rows => _ids.Count;

    /// <summary>Live passages.</summary>
    public int Count => _rowOf.Count;

    /// <summary>Sum of the lengths of live passages in terms.</summary>
    public long TotalLength { get; private set; }

    /// <summary>Bytes held, about.</summary>
    public long MemoryBytes => _postings.Values.Sum(postings => postings.MemoryBytes + 32) + (Rows * 45L);

    private static ReadOnlySpan<byte> Magic => "RQLEXIC1"u8;

    /// <summary>Reads an index that <see cref="Save"/> wrote.</summary>
    /// <exception cref="IndexFileException">The file is missing, truncated, altered, of another kind or made by another analyser.</exception>
    public static LexicalIndex Load(string path) => SealedFile.Read(path, Magic, Read);

    /// <summary>Adds a passage.</summary>
    /// <param name="id">Its id, which no live passage has.</param>
    /// <param name="text">What it is searched by: the encoded text.</param>
    /// <exception cref="ArgumentException">The id is there already.</exception>
    public void Add(long id, string text) => Add(id, LexicalAnalyzer.Terms(text));

    /// <summary>Removes a passage; false when it is not there.</summary>
    public bool Remove(long id)
    {
        if (!_rowOf.Remove(id, out var row))
        {
            return false;
        }

        _live[row] = false;
        TotalLength -= _lengths[row];
        _liveFrequencies = [];
        return true;
    }

    /// <summary>Counts of live passages for some terms.</summary>
    public LexicalStatistics Statistics(IReadOnlyList<ulong> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var frequencies = new int[terms.Count];
        for (var i = 0; i < frequencies.Length; i++)
        {
            frequencies[i] = Rows == Count
                ? _postings.GetValueOrDefault(terms[i])?.Rows ?? 0
                : _liveFrequencies.GetOrAdd(terms[i], CountLive);
        }

        return new LexicalStatistics { Passages = Count, TotalLength = TotalLength, PassageFrequencies = frequencies };
    }

    /// <summary>The best live passages by BM25, best first, ties by lower id; only passages that hold a term with a weight.</summary>
    /// <param name="terms">Distinct terms of the question.</param>
    /// <param name="weights">Weight of each, see <see cref="Bm25.Weights"/>.</param>
    /// <param name="averageLength">Mean passage length over the whole collection.</param>
    /// <param name="k">Number of passages wanted, above 0.</param>
    /// <param name="filter">Rows that may be scored; null for all.</param>
    /// <exception cref="ArgumentException">Terms and weights do not pair up, or a weight or the average length is negative or not finite.</exception>
    public ScoredPassage[] Search(ReadOnlySpan<ulong> terms, ReadOnlySpan<float> weights, float averageLength, int k, PassageFilter? filter = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        Check(terms, weights, averageLength);
        var best = new BestPassages(Math.Min(k, filter?.Allowed ?? Count));
        if (averageLength == 0 || Count == 0 || filter is { Allowed: 0 })
        {
            return [];
        }

        var scores = ArrayPool<float>.Shared.Rent(Rows);
        try
        {
            Array.Clear(scores, 0, Rows);
            var lengths = CollectionsMarshal.AsSpan(_lengths);
            for (var i = 0; i < terms.Length; i++)
            {
                if (weights[i] > 0 && _postings.TryGetValue(terms[i], out var postings))
                {
                    foreach (var (row, occurrences) in postings)
                    {
                        scores[row] += Bm25.Score(weights[i], occurrences, lengths[row], averageLength);
                    }
                }
            }

            var live = CollectionsMarshal.AsSpan(_live);
            for (var row = 0; row < live.Length; row++)
            {
                if (scores[row] > 0 && scores[row] >= best.Floor && live[row] && (filter is null || filter.Allows(row)))
                {
                    best.Offer(new ScoredPassage(_ids[row], scores[row]));
                }
            }

            return best.ToArray();
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scores);
        }
    }

    /// <summary>A copy without the rows of removed passages; the others keep their order.</summary>
    /// <param name="without">Further passages to leave out; null for none.</param>
    public LexicalIndex Compact(IReadOnlySet<long>? without = null)
    {
        var copy = new LexicalIndex();
        var moved = new int[Rows];
        for (var row = 0; row < Rows; row++)
        {
            moved[row] = _live[row] && without?.Contains(_ids[row]) is not true ? copy.AddRow(_ids[row], _lengths[row]) : -1;
        }

        foreach (var (term, postings) in _postings)
        {
            var kept = new Postings();
            foreach (var (row, occurrences) in postings)
            {
                if (moved[row] >= 0)
                {
                    kept.Add(moved[row], occurrences);
                }
            }

            if (kept.Rows > 0)
            {
                copy._postings.Add(term, kept);
            }
        }

        return copy;
    }

    /// <summary>Writes the index to a file: under a temporary name first, flushed, then renamed.</summary>
    public void Save(string path) => SealedFile.Write(path, Magic, writer =>
    {
        writer.Write(LexicalAnalyzer.Version);
        writer.Write(Rows);
        writer.Write(_postings.Count);
        for (var row = 0; row < Rows; row++)
        {
            writer.Write(_ids[row]);
            writer.Write(_lengths[row]);
            writer.Write(_live[row]);
        }

        foreach (var (term, postings) in _postings.OrderBy(pair => pair.Key))
        {
            writer.Write(term);
            postings.Write(writer);
        }
    });

    /// <summary>Whether the passage at a row was not removed, and its id.</summary>
    internal (long Id, bool Live) At(int row) => (_ids[row], _live[row]);

    /// <summary>Number of terms of the passage at a row.</summary>
    internal int LengthAt(int row) => _lengths[row];

    /// <summary>Adds a passage whose terms are known.</summary>
    internal void Add(long id, ReadOnlySpan<ulong> terms)
    {
        if (_rowOf.ContainsKey(id))
        {
            throw new ArgumentException($"Passage {id} is in the index already; remove it first.", nameof(id));
        }

        var row = AddRow(id, terms.Length);
        var occurrences = new Dictionary<ulong, int>(terms.Length);
        foreach (var term in terms)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(occurrences, term, out _)++;
        }

        foreach (var (term, count) in occurrences)
        {
            ref var postings = ref CollectionsMarshal.GetValueRefOrAddDefault(_postings, term, out _);
            postings ??= new Postings();
            postings.Add(row, count);
        }

        if (!_liveFrequencies.IsEmpty)
        {
            _liveFrequencies = [];
        }
    }

    private static LexicalIndex Read(BinaryReader reader, long payloadBytes)
    {
        if (reader.ReadInt32() != LexicalAnalyzer.Version)
        {
            throw new IndexFileException(IndexFileFault.WrongFormat, "The lexical index was made by another version of the analyser.");
        }

        var index = new LexicalIndex();
        var rows = reader.ReadInt32();
        var terms = reader.ReadInt32();
        for (var row = 0; row < rows; row++)
        {
            var id = reader.ReadInt64();
            var length = reader.ReadInt32();
            if (length < 0)
            {
                throw new FormatException("A passage has a negative length.");
            }

            index.AddRow(id, length, reader.ReadBoolean());
        }

        for (var i = 0; i < terms; i++)
        {
            index._postings.Add(reader.ReadUInt64(), Postings.Read(reader, payloadBytes, CollectionsMarshal.AsSpan(index._lengths)));
        }

        return index;
    }

    private static void Check(ReadOnlySpan<ulong> terms, ReadOnlySpan<float> weights, float averageLength)
    {
        if (terms.Length != weights.Length)
        {
            throw new ArgumentException($"{terms.Length} terms need as many weights, not {weights.Length}.", nameof(weights));
        }

        if (!float.IsFinite(averageLength) || averageLength < 0)
        {
            throw new ArgumentException("The average length is a finite number, not below 0.", nameof(averageLength));
        }

        foreach (var weight in weights)
        {
            if (!float.IsFinite(weight) || weight < 0)
            {
                throw new ArgumentException("A weight is a finite number, not below 0.", nameof(weights));
            }
        }
    }

    private int AddRow(long id, int length, bool live = true)
    {
        if (live)
        {
            _rowOf.Add(id, Rows);
            TotalLength += length;
        }

        _ids.Add(id);
        _lengths.Add(length);
        _live.Add(live);
        return Rows - 1;
    }

    private int CountLive(ulong term)
    {
        var count = 0;
        if (_postings.TryGetValue(term, out var postings))
        {
            foreach (var (row, _) in postings)
            {
                count += _live[row] ? 1 : 0;
            }
        }

        return count;
    }
}
