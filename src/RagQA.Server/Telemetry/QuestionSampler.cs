using System.Diagnostics;
using Microsoft.AspNetCore.RateLimiting;
using OpenTelemetry.Trace;
using RagQA.Server.Api;

namespace RagQA.Server.Telemetry;

/// <summary>
/// Traces questions, and what is part of a trace already. What silos tell each other all the time (rounds of the planner, polls of the
/// change log) would otherwise be most of the traces, and paths of other requests would name documents.
/// </summary>
internal sealed class QuestionSampler : Sampler
{
    /// <summary>The span that the framework begins with every request.</summary>
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var isWanted = samplingParameters.ParentContext.TraceFlags.HasFlag(ActivityTraceFlags.Recorded)
            || samplingParameters.Name == Request
            || samplingParameters.Name.StartsWith(RagQATelemetry.SpanPrefix, StringComparison.Ordinal);
        return new SamplingResult(isWanted ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
    }

    /// <summary>Takes back the span of a request that is no question, as soon as it is known where the request goes.</summary>
    public static Task ForgetOthersAsync(HttpContext context, RequestDelegate next)
    {
        if (Activity.Current is { } span && context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName != ClientLimits.Questions)
        {
            span.IsAllDataRequested = false;
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }

        return next(context);
    }
}
