using RagQA.ClusterTests.Cluster;

namespace RagQA.ClusterTests.Replicas;

/// <summary>Questions while one replica is out of order.</summary>
public sealed class HedgingTests(ClusterFixture cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ask_WhenOneReplicaIsOutOfOrder_IsWholeFromTheOther(bool hangs)
    {
        var collection = await cluster.CollectionAsync(new CollectionInput { Partitions = 2, Replicas = 2 }, Wards.All);
        using var fault = hangs ? cluster.Faults.Hang(collection.Id, partition: 0, replica: 1) : cluster.Faults.Fail(collection.Id, partition: 0, replica: 1);

        for (var i = 0; i < 4; i++)
        {
            var answer = await cluster.Client.AskAsync(
                new AskRequest { Collection = collection.Name, Question = Wards.Question("jade"), Top = 2, Deadline = TimeSpan.FromSeconds(60) }, Ct);

            Assert.True(answer.Coverage.IsComplete, answer.Reason);
            Assert.Equal(AnswerStatus.Answered, answer.Status);
        }
    }
}
