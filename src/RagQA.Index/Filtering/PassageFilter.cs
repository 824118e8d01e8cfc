using System.Numerics;
using System.Runtime.InteropServices;

namespace RagQA.Index;

/// <summary>
/// Which rows of an index may be scored: one bit per row, rows being positions in the order of adding, from 0.
/// Rows at or past <see cref="Length"/> may not. Change it only before it is used in a search.
/// </summary>
public sealed class PassageFilter
{
    private readonly ulong[] _words;

    /// <summary>Makes a filter that allows no row.</summary>
    /// <param name="length">Number of rows that it speaks about.</param>
    public PassageFilter(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _words = new ulong[(length + 63) / 64];
    }

    private PassageFilter(ulong[] words, int length, int allowed)
    {
        _words = words;
        Length = length;
        Allowed = allowed;
    }

    internal PassageFilter(PassageFilter other, int length)
        : this(length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, other.Length);
        other._words.CopyTo(_words, 0);
        Allowed = other.Allowed;
    }

    /// <summary>Number of rows that the filter speaks about.</summary>
    public int Length { get; }

    /// <summary>Number of rows that may be scored.</summary>
    public int Allowed { get; private set; }

    internal ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(_words.AsSpan());

    /// <summary>Whether a row may be scored.</summary>
    public bool Allows(int row) => (uint)row < (uint)Length && (_words[row >> 6] >> (row & 63) & 1) != 0;

    /// <summary>Lets a row be scored.</summary>
    public void Allow(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Length);
        if (!Allows(row))
        {
            _words[row >> 6] |= 1UL << (row & 63);
            Allowed++;
        }
    }

    /// <summary>Forbids a row.</summary>
    public void Forbid(int row)
    {
        if (Allows(row))
        {
            _words[row >> 6] &= ~(1UL << (row & 63));
            Allowed--;
        }
    }

    /// <summary>A filter about <paramref name="length"/> rows that allows the same ones; it may share memory with this one, which is not used any more.</summary>
    internal PassageFilter Extended(int length)
    {
        if ((length + 63) / 64 <= _words.Length)
        {
            return new PassageFilter(_words, length, Allowed);
        }

        var words = new ulong[Math.Max((length + 63) / 64, _words.Length + (_words.Length / 2))];
        _words.CopyTo(words, 0);
        return new PassageFilter(words, length, Allowed);
    }

    /// <summary>The allowed rows whose group is allowed, too.</summary>
    /// <param name="groupOf">Group of each row.</param>
    /// <param name="allowed">Whether a group is allowed.</param>
    internal PassageFilter Where(ReadOnlySpan<int> groupOf, ReadOnlySpan<bool> allowed)
    {
        var kept = new PassageFilter(groupOf.Length);
        for (var word = 0; word < kept._words.Length; word++)
        {
            var bits = 0UL;
            for (var left = _words[word]; left != 0; left &= left - 1)
            {
                var bit = BitOperations.TrailingZeroCount(left);
                bits |= (allowed[groupOf[(word << 6) + bit]] ? 1UL : 0) << bit;
            }

            kept._words[word] = bits;
            kept.Allowed += BitOperations.PopCount(bits);
        }

        return kept;
    }

    /// <summary>The first allowed row not below <paramref name="row"/>; -1 when there is none.</summary>
    internal int NextAllowed(int row)
    {
        for (var word = row >> 6; word < _words.Length; word++)
        {
            var bits = word == row >> 6 ? _words[word] >> (row & 63) << (row & 63) : _words[word];
            if (bits != 0)
            {
                return (word << 6) + BitOperations.TrailingZeroCount(bits);
            }
        }

        return -1;
    }

    /// <summary>The 64 bits that begin at <paramref name="row"/>, a multiple of 64.</summary>
    internal ulong WordAt(int row) => row >> 6 < _words.Length ? _words[row >> 6] : 0;

    /// <summary>The allowed rows in rising order.</summary>
    internal RowEnumerator Rows => new(_words);

    /// <summary>Walks the bits that are set, without an allocation.</summary>
    internal struct RowEnumerator(ulong[] words)
    {
        private int _word = -1;
        private ulong _left;

        public int Current { get; private set; }

        public readonly RowEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_left == 0)
            {
                if (++_word >= words.Length)
                {
                    return false;
                }

                _left = words[_word];
            }

            Current = (_word << 6) + BitOperations.TrailingZeroCount(_left);
            _left &= _left - 1;
            return true;
        }
    }
}
