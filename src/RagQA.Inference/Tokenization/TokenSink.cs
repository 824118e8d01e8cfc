using System.Buffers;

namespace RagQA.Inference;

/// <summary>Grows token arrays in pooled memory and copies them out once.</summary>
internal ref struct TokenSink
{
    private int[] _ids;
    private (int Start, int End)[] _offsets;
    private int _count;

    public TokenSink(int capacity)
    {
        _ids = ArrayPool<int>.Shared.Rent(capacity);
        _offsets = ArrayPool<(int, int)>.Shared.Rent(capacity);
    }

    /// <summary>Number of tokens so far; the length to go back to with <see cref="Truncate"/>.</summary>
    public readonly int Count => _count;

    public void Add(int id, int start, int end)
    {
        if (_count == Math.Min(_ids.Length, _offsets.Length))
        {
            Grow();
        }

        _ids[_count] = id;
        _offsets[_count++] = (start, end);
    }

    public void Truncate(int count) => _count = count;

    public readonly TokenizedText ToText() => new(_ids.AsSpan(0, _count).ToArray(), _offsets.AsSpan(0, _count).ToArray());

    public readonly void Dispose()
    {
        ArrayPool<int>.Shared.Return(_ids);
        ArrayPool<(int, int)>.Shared.Return(_offsets);
    }

    private void Grow()
    {
        int[] ids = ArrayPool<int>.Shared.Rent(_count * 2);
        (int, int)[] offsets = ArrayPool<(int, int)>.Shared.Rent(_count * 2);
        _ids.AsSpan(0, _count).CopyTo(ids);
        _offsets.AsSpan(0, _count).CopyTo(offsets);
        Dispose();
        _ids = ids;
        _offsets = offsets;
    }
}
