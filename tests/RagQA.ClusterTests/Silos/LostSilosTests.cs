using System.Net;
using System.Text.Json.Nodes;
using RagQA.ClusterTests.Cluster;
using RagQA.Tests.Processes;

namespace RagQA.ClusterTests.Silos;

/// <summary>Silos that leave: one in order, one killed, with one copy of every partition.</summary>
[Collection("silos")]
public sealed class LostSilosTests(SilosFixture silos) : IClassFixture<SilosFixture>
{
    [Fact]
    public async Task Silos_OneDrainedAndOneKilledUnderQuestions_TheLastOneAnswersFromEverything()
    {
        // 1. One leaves in order: no question fails, and its partitions are searched again afterwards.
        using (var stream = new QuestionStream(silos, 0, 1))
        {
            var (exitCode, output, errors) = await RagQAProcess.RunAsync("cluster", "drain", "silo-3", "--data", silos.Directory);
            Assert.True(exitCode == 0, output + errors);
            await stream.AskedAgainAsync(4);
            await stream.StopAsync();
        }

        await silos.WholeAnswerAsync(0, "amber");

        // 2. What is acknowledged just before the next one is killed is kept, and answered from as soon as the others have read the change log.
        var revision = 0L;
        await KilledSilo.SearchedAgainAsync(silos, killed: 1, through: 0, left: 1, justBefore: async () =>
        {
            using var put = await silos.PutAsync(1, Wards.Document("silver", 99));
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
            revision = (long)JsonNode.Parse(await put.Content.ReadAsStringAsync())!["revision"]!;
        });
        Assert.NotEqual(0, revision);
        foreach (var colour in (string[])[.. Wards.Colours, "silver"])
        {
            var answer = await silos.WholeAnswerAsync(0, colour, revision);
            Assert.True(SilosFixture.Quotes(answer, colour), $"{colour}: {answer}");
        }
    }
}
