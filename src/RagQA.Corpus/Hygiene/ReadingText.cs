namespace RagQA.Corpus;

/// <summary>
/// A passage as models read it: without invisible characters, ligatures and line-end hyphens, with a map back to the
/// passage. Offsets of both strings are UTF-16 code units. The reading text never leaves the process.
/// </summary>
public sealed class ReadingText
{
    private readonly string _source;

    // For each code unit of the reading text the first code unit it stands for, and one past the last; null for the identity.
    private readonly int[]? _starts;
    private readonly int[]? _ends;

    internal ReadingText(string source, string text, int[]? starts, int[]? ends)
    {
        _source = source;
        Text = text;
        _starts = starts;
        _ends = ends;
    }

    /// <summary>The normalised string.</summary>
    public string Text { get; }

    /// <summary>Normalises a passage; linear in its length.</summary>
    public static ReadingText From(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ReadingTextBuilder(text).Build();
    }

    /// <summary>
    /// Offset in the passage at which the character at <paramref name="readingOffset"/> starts; the passage's length for the
    /// end of the reading text. Never in the middle of a surrogate pair; never decreases with the argument.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The offset is not within the reading text.</exception>
    public int ToText(int readingOffset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(readingOffset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(readingOffset, Text.Length);
        int offset = readingOffset == Text.Length ? _source.Length : _starts?[readingOffset] ?? readingOffset;
        return SplitsPair(offset) ? offset - 1 : offset;
    }

    /// <summary>
    /// The smallest range of the passage that stands for <c>[start, end)</c> of the reading text: whole surrogate pairs and
    /// whole ligatures, within the passage. An empty range stays empty.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the reading text.</exception>
    public TextRange ToText(int start, int end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, Text.Length);
        int from = ToText(start);
        if (start == end)
        {
            return new TextRange(from, from);
        }

        int to = _ends?[end - 1] ?? end;
        return new TextRange(from, SplitsPair(to) ? to + 1 : to);
    }

    private bool SplitsPair(int offset) => offset > 0 && offset < _source.Length
        && char.IsHighSurrogate(_source[offset - 1]) && char.IsLowSurrogate(_source[offset]);
}
