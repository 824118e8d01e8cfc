namespace RagQA.ClusterTests.Silos;

/// <summary>The same with two copies of every partition.</summary>
public sealed class ReplicatedSilosFixture : SilosFixture
{
    protected override int Replicas => 2;

    // Longer than the interval of the tests' load balancer.
    protected override Dictionary<string, string> Settings => new() { ["RagQA__Cluster__DrainNotice"] = "00:00:02" };
}
