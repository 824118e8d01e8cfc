using System.Numerics;
using System.Text;

namespace RagQA.Inference;

/// <summary>
/// The pieces of a vocabulary as a trie over code points with two roots: pieces that begin a word, and pieces that continue one.
/// Transitions live in one open-addressed table, so that a step touches one cache line.
/// </summary>
internal sealed class WordPieceTrie
{
    private const int StartRoot = 0;
    private const int ContinuationRoot = 1;
    private const int NoPiece = -1;
    private readonly Transition[] _table;
    private readonly int _mask;

    /// <summary>Builds the trie.</summary>
    /// <param name="pieces">Pieces by id; one that begins with <c>##</c> and has more after it continues a word.</param>
    public WordPieceTrie(IReadOnlyList<string> pieces)
    {
        var transitions = new Dictionary<ulong, Transition>(pieces.Count * 4);
        for (int id = 0; id < pieces.Count; id++)
        {
            bool continues = pieces[id].Length > 2 && pieces[id].StartsWith("##", StringComparison.Ordinal);
            Add(transitions, continues ? ContinuationRoot : StartRoot, continues ? pieces[id].AsSpan(2) : pieces[id], id);
        }

        _table = new Transition[BitOperations.RoundUpToPowerOf2((uint)(transitions.Count + 1) * 2)];
        _mask = _table.Length - 1;
        foreach (Transition transition in transitions.Values)
        {
            int slot = Slot(transition.Key);
            while (_table[slot].Key != 0)
            {
                slot = (slot + 1) & _mask;
            }

            _table[slot] = transition;
        }
    }

    /// <summary>Longest piece at the beginning of <paramref name="rest"/>.</summary>
    /// <param name="rest">What is left of a word.</param>
    /// <param name="continues">Whether something of the word came before.</param>
    /// <param name="length">Code points that the piece covers; 0 where there is none.</param>
    /// <returns>Id of the piece, or −1.</returns>
    public int Longest(ReadOnlySpan<int> rest, bool continues, out int length)
    {
        length = 0;
        int best = NoPiece;
        int node = continues ? ContinuationRoot : StartRoot;
        for (int i = 0; i < rest.Length; i++)
        {
            ulong key = KeyOf(node, rest[i]);
            int slot = Slot(key);
            while (_table[slot].Key != key)
            {
                if (_table[slot].Key == 0)
                {
                    return best;
                }

                slot = (slot + 1) & _mask;
            }

            node = _table[slot].Node;
            if (_table[slot].Piece != NoPiece)
            {
                best = _table[slot].Piece;
                length = i + 1;
            }
        }

        return best;
    }

    private static void Add(Dictionary<ulong, Transition> transitions, int node, ReadOnlySpan<char> piece, int id)
    {
        ulong key = 0;
        foreach (Rune rune in piece.EnumerateRunes())
        {
            key = KeyOf(node, rune.Value);
            if (!transitions.TryGetValue(key, out Transition next))
            {
                next = new Transition(key, ContinuationRoot + 1 + transitions.Count, NoPiece);
                transitions.Add(key, next);
            }

            node = next.Node;
        }

        // Of a repeated piece the first line counts; an empty line has no transition to sit on.
        if (key != 0 && transitions[key].Piece == NoPiece)
        {
            transitions[key] = new Transition(key, node, id);
        }
    }

    /// <summary>Never 0, which marks a free slot.</summary>
    private static ulong KeyOf(int node, int codePoint) => ((ulong)(uint)(node + 1) << 32) | (uint)codePoint;

    private int Slot(ulong key) => (int)((key * 0x9E3779B97F4A7C15UL) >> 33) & _mask;

    private readonly record struct Transition(ulong Key, int Node, int Piece);
}
