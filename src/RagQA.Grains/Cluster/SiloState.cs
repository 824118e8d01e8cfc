namespace RagQA.Grains.Cluster;

/// <summary>What this silo is about to do.</summary>
public sealed class SiloState
{
    private volatile bool _isDraining;

    /// <summary>True from the moment in which the silo begins to stop: it takes no new questions and hands over its partitions.</summary>
    public bool IsDraining => _isDraining;

    /// <summary>Begins to stop; there is no way back.</summary>
    public void Drain() => _isDraining = true;
}
