using Microsoft.Extensions.DependencyInjection;
using RagQA.ClusterTests.Cluster;
using RagQA.Inference;

namespace RagQA.ClusterTests.Devices;

/// <summary>Three silos, one of which has a device of its own for models.</summary>
public sealed class DeviceTests
{
    private readonly FakeDevice _device = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_WithADeviceOnOneSilo_RunsThereUntilItFailsAndAgainWhenItRecovers()
    {
        await using var silos = await StartAsync();
        var collection = await silos.CollectionAsync(new CollectionInput(), Wards.All);
        var status = await silos.UntilAsync(s => s.Silos.Any(r => r.Device == "fake"));
        Assert.Equal(["cpu", "fake", "cpu"], status.Silos.Select(s => s.Device));
        Assert.Equal([null, "true", null], status.Silos.Select(s => s.Labels.GetValueOrDefault("gpu")));

        // There.
        var there = await AskUntilOnAsync(silos, collection, "fake");
        Assert.Equal(("fake", "fake", AnswerStatus.Answered), (there.Timings.EncodeDevice, there.Timings.ReadDevice, there.Status));

        // It fails in the middle: the CPU answers, and the answer says so.
        _device.Fail();
        var without = await AskAsync(silos, collection);
        Assert.Equal(("cpu", "cpu", AnswerStatus.Answered), (without.Timings.EncodeDevice, without.Timings.ReadDevice, without.Status));
        Assert.Equal(there.Answers[0].Text, without.Answers[0].Text);
        status = await silos.UntilAsync(s => s.Silos.All(r => r.Device == "cpu"));
        Assert.Equal("The device was told to fail.", status.Silos[1].DeviceFailure);
        Assert.All(status.Silos, s => Assert.DoesNotContain("gpu", s.Labels.Keys));
        Assert.Equal(1, silos.Cluster.Silos[1].ServiceProvider.GetRequiredService<ModelDevices>().Withdrawals);

        // It recovers.
        _device.Recover();
        await silos.UntilAsync(s => s.Silos[1] is { Device: "fake", DeviceFailure: null });
        await AskUntilOnAsync(silos, collection, "fake");
    }

    [Fact]
    public async Task Ask_WhenTheDeviceHangs_IsAnsweredByTheCpuWhenItsTestIsOverdue()
    {
        await using var silos = await StartAsync();
        var collection = await silos.CollectionAsync(new CollectionInput(), Wards.All);
        await AskUntilOnAsync(silos, collection, "fake");

        _device.Hang();
        try
        {
            var answer = await AskAsync(silos, collection);
            Assert.Equal(("cpu", AnswerStatus.Answered), (answer.Timings.ReadDevice, answer.Status));
        }
        finally
        {
            _device.Recover();
        }
    }

    [Fact]
    public async Task Ask_WhenTheSiloWithTheDeviceIsGone_IsAnsweredByTheOthers()
    {
        await using var silos = await StartAsync();
        var collection = await silos.CollectionAsync(new CollectionInput { Replicas = 2 }, Wards.All);
        await silos.UntilAsync(s => s.UnderReplicated == 0);
        await AskUntilOnAsync(silos, collection, "fake");

        await silos.Cluster.KillSiloAsync(silos.Cluster.Silos[1], Ct);
        var answer = await AskAsync(silos, collection);

        Assert.Equal(("cpu", AnswerStatus.Answered), (answer.Timings.ReadDevice, answer.Status));
    }

    private Task<SiloCluster> StartAsync() => SiloCluster.StartAsync(3, (name, silo) =>
    {
        if (name == "Silo_1")
        {
            silo.Services.AddSingleton<ExecutionDevice>(_device);
        }
    });

    private static Task<Answer> AskAsync(SiloCluster silos, CollectionDescription collection) => silos.Client.AskAsync(
        new AskRequest { Collection = collection.Name, Question = Wards.Question("jade"), Top = 3, Deadline = TimeSpan.FromSeconds(60) }, Ct);

    /// <summary>The first answer that was read on a device: silos hear of it from each other.</summary>
    private static async Task<Answer> AskUntilOnAsync(SiloCluster silos, CollectionDescription collection, string device)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var answer = await AskAsync(silos, collection);
            if (answer.Timings.ReadDevice == device && answer.Timings.EncodeDevice == device)
            {
                return answer;
            }

            Assert.False(late.IsCancellationRequested, $"Questions are still read on {answer.Timings.ReadDevice}.");
        }
    }
}
