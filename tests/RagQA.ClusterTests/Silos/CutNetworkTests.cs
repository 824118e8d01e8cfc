using RagQA.Tests.Processes;

namespace RagQA.ClusterTests.Silos;

/// <summary>A silo that the others cannot reach, while it still reaches Redis and PostgreSQL.</summary>
[Collection("silos"), Trait("Suite", "Long")]
public sealed class CutNetworkTests
{
    [Fact]
    public async Task Silo_CutOffUnderQuestions_FailsNoneAndEndsThenReplicationComesBack()
    {
        await using var networks = await SiloNetworks.MakeAsync();
        await using var silos = new SeparateSilos();
        await silos.InitializeAsync();
        await silos.UntilAllAreHeldAsync(0, 1, 2);

        // Commands find a silo that listens on no loopback address.
        var (exitCode, output, errors) = await RagQAProcess.RunWithinAsync(SeparateSilos.Within(1), "collections", "generations", SilosFixture.Collection, "--data", silos.State.Silos[1].DataDirectory);
        Assert.True(exitCode == 0, output + errors);
        using var questions = new QuestionStream(silos, 0, 1);
        await questions.AskedAgainAsync(QuestionStream.Usual);
        await SiloNetworks.CutAsync(2);
        var answered = questions.Answered;

        // The two that see each other outvote it, and it reads so in the membership table, which it still reaches.
        await silos.EndedAsync(2);
        questions.AssertNobodyWaitedSince(answered);
        await silos.UntilAllAreHeldAsync(0, 1);
        await questions.AskedAgainAsync(4);

        await SiloNetworks.JoinAsync(2);
        await silos.StartSiloAsync(2);
        await silos.UntilAllAreHeldAsync(0, 1, 2);
        await questions.AskedAgainAsync(4);
        await questions.StopAsync();
        Assert.True(SilosFixture.Quotes(await silos.WholeAnswerAsync(2, "amber"), "amber"));
    }
}
