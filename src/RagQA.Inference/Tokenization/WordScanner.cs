using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace RagQA.Inference;

/// <summary>
/// Splits text into normalised words, one at a time, in one pass and without allocating:
/// each word is a run of base characters with the range of the text that each one came from.
/// </summary>
internal ref struct WordScanner
{
    /// <summary>Longest word, in base characters, that is looked up; a longer one is unknown. Keeps the time linear.</summary>
    public const int MaxWordCharacters = 100;

    private readonly ReadOnlySpan<char> _text;
    private Characters _characters;
    private Offsets _starts;
    private Offsets _ends;
    private int _position;

    public WordScanner(ReadOnlySpan<char> text) => _text = text;

    /// <summary>Characters in the word, at most <see cref="MaxWordCharacters"/>.</summary>
    public int Length { get; private set; }

    /// <summary>Whether the word is longer than what was kept of it.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>First code unit of the word.</summary>
    public int Start { get; private set; }

    /// <summary>One past the last code unit of the word.</summary>
    public int End { get; private set; }

    /// <summary>The word's base characters.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<int> Word => ((ReadOnlySpan<int>)_characters)[..Length];

    /// <summary>First code unit of a character of the word.</summary>
    public readonly int StartOf(int index) => _starts[index];

    /// <summary>One past the last code unit of a character of the word.</summary>
    public readonly int EndOf(int index) => _ends[index];

    /// <summary>Goes to the next word; false at the end of the text.</summary>
    public bool Next()
    {
        Length = 0;
        IsTooLong = false;
        Span<int> expansion = stackalloc int[CharacterTable.MaxExpansion];
        while (_position < _text.Length)
        {
            int start = _position;
            char unit = _text[start];
            CharacterKind kind = CharacterTable.KindOf(unit);
            int character = CharacterTable.BaseOf(unit);
            int end = start + 1;
            if (kind == CharacterKind.Several || char.IsSurrogate(unit))
            {
                kind = Decode(expansion, out int count, out end);
                if (kind == CharacterKind.Several)
                {
                    for (int i = 0; i < count; i++)
                    {
                        Append(expansion[i], start, end);
                    }

                    _position = end;
                    continue;
                }

                character = count == 0 ? 0 : expansion[0];
            }

            if (kind == CharacterKind.Word)
            {
                Append(character, start, end);
            }
            else if (kind != CharacterKind.Dropped && Length > 0)
            {
                // The word ends before this character. A blank is met again by the next call, which skips it.
                return true;
            }
            else if (kind == CharacterKind.Alone)
            {
                Append(character, start, end);
                _position = end;
                return true;
            }

            _position = end;
        }

        return Length > 0;
    }

    private readonly CharacterKind Decode(Span<int> expansion, out int count, out int end)
    {
        char first = _text[_position];
        end = _position + 1;
        if (char.IsHighSurrogate(first) && end < _text.Length && char.IsLowSurrogate(_text[end]))
        {
            return CharacterTable.Classify(char.ConvertToUtf32(first, _text[end++]), expansion, out count);
        }

        return CharacterTable.Classify(first, expansion, out count);
    }

    private void Append(int character, int start, int end)
    {
        End = end;
        if (Length == MaxWordCharacters)
        {
            IsTooLong = true;
            return;
        }

        if (Length == 0)
        {
            Start = start;
        }

        _characters[Length] = character;
        _starts[Length] = start;
        _ends[Length] = end;
        Length++;
    }

    [InlineArray(MaxWordCharacters)]
    private struct Characters
    {
        private int _first;
    }

    [InlineArray(MaxWordCharacters)]
    private struct Offsets
    {
        private int _first;
    }
}
