using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using OpenTelemetry.Trace;
using RagQA.Server.Api;
using RagQA.Server.Telemetry;

namespace RagQA.Tests.Server.Telemetry;

public sealed class QuestionSamplerTests
{
    [Theory]
    [InlineData("ragqa.ask", false, SamplingDecision.RecordAndSample)]
    [InlineData("IPlannerGrain/Ping", false, SamplingDecision.Drop)]
    [InlineData("IPartitionGrain/Search", true, SamplingDecision.RecordAndSample)]
    public void Sample_TakesQuestionsAndWhatBelongsToThem(string name, bool isInATrace, SamplingDecision expected)
    {
        var parent = isInATrace ? new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded) : default;
        Assert.Equal(expected, new QuestionSampler().ShouldSample(new SamplingParameters(parent, ActivityTraceId.CreateRandom(), name, ActivityKind.Internal)).Decision);
    }

    [Theory]
    [InlineData(ClientLimits.Questions, true)]
    [InlineData(null, false)]
    public async Task ForgetOthers_KeepsTheSpanOfAQuestionOnly(string? policy, bool isKept)
    {
        using var span = new Activity("request") { IsAllDataRequested = true, ActivityTraceFlags = ActivityTraceFlags.Recorded };
        span.Start();
        var context = new DefaultHttpContext();
        context.SetEndpoint(new Endpoint(null, policy is null ? [] : new EndpointMetadataCollection(new EnableRateLimitingAttribute(policy)), null));

        await QuestionSampler.ForgetOthersAsync(context, _ => Task.CompletedTask);

        Assert.Equal((isKept, isKept), (span.Recorded, span.IsAllDataRequested));
    }
}
