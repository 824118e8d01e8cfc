namespace RagQA.Grains.Cluster;

/// <summary>What the planner found in its last round, on the silo that it is on.</summary>
internal sealed class ReplicationState
{
    private const int Unknown = -1;
    private volatile int _underReplicated = Unknown;

    /// <summary>Partitions that are ready on fewer silos than wanted; null where the planner is not.</summary>
    public int? UnderReplicated => _underReplicated is var found && found == Unknown ? null : found;

    public void Found(int underReplicated) => _underReplicated = underReplicated;

    /// <summary>The planner goes elsewhere.</summary>
    public void Forget() => _underReplicated = Unknown;
}
