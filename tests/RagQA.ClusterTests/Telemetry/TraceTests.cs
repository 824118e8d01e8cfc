using System.Collections.Concurrent;
using System.Diagnostics;
using RagQA.ClusterTests.Cluster;

namespace RagQA.ClusterTests.Telemetry;

/// <summary>One trace for one question, over every silo that takes part.</summary>
public sealed class TraceTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly ActivityListener _listener;

    public TraceTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is RagQATelemetry.Name or "Microsoft.Orleans.Application",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Ask_OnSeveralSilos_IsOneTraceDownToThePartitionsOfTheOthersWithoutAWordOfTheQuestion()
    {
        await using var silos = await SiloCluster.StartAsync(3);
        var collection = await silos.CollectionAsync(new CollectionInput { Partitions = 6 }, Wards.All);
        var status = await silos.UntilAsync(s => s.UnderReplicated == 0);
        var asker = silos.Cluster.Silos[0].SiloAddress.ToParsableString();
        var elsewhere = Assert.Single(status.Collections).Partitions.Where(p => p.Silo != asker).Select(p => $"{collection.Id}/{collection.Generation}/{p.Partition}/{p.Replica}").ToArray();
        Assert.NotEmpty(elsewhere);

        // As a request from outside would bring it.
        using var outside = new Activity("outside");
        outside.SetIdFormat(ActivityIdFormat.W3C).Start();
        await silos.Client.AskAsync(collection.Name, Wards.Question("jade"), TestContext.Current.CancellationToken);
        outside.Stop();

        var trace = _spans.Where(s => s.TraceId == outside.TraceId).ToArray();
        Assert.Equal(
            ["ragqa.answer", "ragqa.ask", "ragqa.encode", "ragqa.read", "ragqa.search", "ragqa.verify"],
            trace.Select(s => s.OperationName).Where(name => name.StartsWith(RagQATelemetry.SpanPrefix, StringComparison.Ordinal)).Order());
        var reached = trace.Where(s => s.Kind == ActivityKind.Server).SelectMany(s => s.TagObjects).Select(t => t.Value?.ToString() ?? "").ToArray();
        Assert.All(elsewhere, partition => Assert.Contains(reached, tag => tag.EndsWith(partition, StringComparison.Ordinal)));
        var search = Assert.Single(trace, s => s.OperationName == "ragqa.search").SpanId;
        Assert.Contains(trace, s => s.ParentSpanId == search && s.Kind == ActivityKind.Client);

        Assert.All(
            trace.SelectMany(s => s.TagObjects.Select(t => t.Value?.ToString() ?? "").Append(s.OperationName).Append(s.DisplayName)),
            said => Assert.DoesNotContain("observations", said, StringComparison.OrdinalIgnoreCase));
    }
}
