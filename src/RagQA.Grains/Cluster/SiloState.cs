namespace RagQA.Grains.Cluster;

/// <summary>What this silo is about to do.</summary>
public sealed class SiloState
{
    private volatile bool _isDraining;
    private volatile bool _isClosed;

    /// <summary>True from the moment in which the silo is asked to stop: it is not ready for more, gets no partitions and hands over its own.</summary>
    public bool IsDraining => _isDraining;

    /// <summary>True when it takes no new questions any more.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Begins to stop; there is no way back.</summary>
    public void Drain() => _isDraining = true;

    /// <summary>Refuses new questions from now on.</summary>
    public void Close()
    {
        _isDraining = true;
        _isClosed = true;
    }
}
