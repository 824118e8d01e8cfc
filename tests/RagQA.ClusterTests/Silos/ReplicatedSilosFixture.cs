namespace RagQA.ClusterTests.Silos;

/// <summary>The same with two copies of every partition.</summary>
public sealed class ReplicatedSilosFixture : SilosFixture
{
    protected override int Replicas => 2;
}
