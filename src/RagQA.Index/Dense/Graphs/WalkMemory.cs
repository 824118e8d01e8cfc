namespace RagQA.Index;

/// <summary>What a thread needs to walk graphs: which rows it has met, and its heaps. Kept between walks.</summary>
internal sealed class WalkMemory
{
    [ThreadStatic]
    private static WalkMemory? _ofThisThread;

    private byte[] _met = [];
    private byte _walk;

    /// <summary>Rows to look at next, best estimate on top (keys are negative estimates).</summary>
    public EstimateHeap Next { get; } = new();

    /// <summary>The best allowed rows so far, worst on top.</summary>
    public EstimateHeap Best { get; } = new();

    public static WalkMemory For(int rows)
    {
        var memory = _ofThisThread ??= new WalkMemory();
        if (memory._met.Length < rows)
        {
            memory._met = new byte[rows];
            memory._walk = 0;
        }

        if (++memory._walk == 0)
        {
            Array.Clear(memory._met);
            memory._walk = 1;
        }

        memory.Next.Clear();
        memory.Best.Clear();
        return memory;
    }

    /// <summary>True when the row is met for the first time in this walk.</summary>
    public bool Meets(int row)
    {
        if (_met[row] == _walk)
        {
            return false;
        }

        _met[row] = _walk;
        return true;
    }
}
