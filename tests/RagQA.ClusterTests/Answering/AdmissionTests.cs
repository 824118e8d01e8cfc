using Microsoft.Extensions.DependencyInjection;
using RagQA.ClusterTests.Cluster;
using RagQA.Grains.Answering;

namespace RagQA.ClusterTests.Answering;

public sealed class AdmissionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_WhenTheSiloHasItsFill_IsRefusedAsBusyAndAnsweredAfterwards()
    {
        await using var silos = await SiloCluster.StartAsync(1, (_, silo) => silo.Services.Configure<AdmissionOptions>(o => (o.MaxRunning, o.MaxWaiting) = (1, 1)));
        var collection = await silos.CollectionAsync(new CollectionInput(), Wards.All);
        var request = new AskRequest { Collection = collection.Name, Question = Wards.Question("jade"), Deadline = TimeSpan.FromMinutes(1) };
        Guid running;
        Task<Answer> waiting;
        using (silos.Faults.Hang(collection.Id, partition: 0))
        {
            running = await silos.Client.StartAsync(request, Ct);
            waiting = silos.Client.AskAsync(request, Ct);
            var silo = (await silos.UntilAsync(s => s.Silos[0].WaitingQuestions == 1)).Silos[0];
            Assert.Equal(1, silo.RunningQuestions);

            var ask = await Assert.ThrowsAsync<RagQAException>(() => silos.Client.AskAsync(request, Ct));
            var search = await Assert.ThrowsAsync<RagQAException>(
                () => silos.Client.SearchAsync(new SearchRequest { Collection = collection.Name, Query = "jade ward", Principal = Principal.Local }, Ct));

            Assert.Equal((FailureKind.Busy, FailureKind.Busy), (ask.Kind, search.Kind));
            await silos.Client.StopAsync(running, Principal.Local, Ct);
        }

        var answer = await waiting;
        Assert.Equal(AnswerStatus.Answered, answer.Status);
        Assert.True(answer.Timings.WaitMs > 0);
    }
}
