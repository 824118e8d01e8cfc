using System.Diagnostics.Metrics;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace RagQA.Server.Telemetry;

/// <summary>Figures at <c>/metrics</c>; figures and traces to a collector where one is named.</summary>
internal static class TelemetryServices
{
    private static readonly string[] _meters =
    [
        RagQATelemetry.Name, OrleansInstruments.Meter, "System.Runtime",
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Components.Server.Circuits",
    ];

    private static readonly string[] _sources = [RagQATelemetry.Name, "Microsoft.Orleans.Application", "Microsoft.AspNetCore"];

    public static void AddRagQATelemetry(this IServiceCollection services, ServerOptions options)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("ragqa", serviceVersion: ProductVersion.Current, serviceInstanceId: options.Cluster?.SiloName))
            .WithMetrics(metrics => metrics
                .AddMeter(_meters)
                .AddView(instrument => instrument.Meter.Name == OrleansInstruments.Meter ? OrleansInstruments.Of(instrument.Name) : null)
                .AddPrometheusExporter());
        if (options.Telemetry.OtlpEndpoint is { } collector)
        {
            telemetry
                .WithMetrics(metrics => metrics.AddOtlpExporter(otlp => Send(otlp, collector, "metrics")))
                .WithTracing(traces => traces
                    .AddSource(_sources)
                    .SetSampler(new QuestionSampler())
                    .AddOtlpExporter(otlp => Send(otlp, collector, "traces")));
        }
    }

    public static void UseRagQATelemetry(this WebApplication app, ServerOptions options)
    {
        if (options.Telemetry.OtlpEndpoint is not null)
        {
            app.Use(QuestionSampler.ForgetOthersAsync);
        }
    }

    public static void MapRagQAMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint("/metrics").DisableHttpMetrics();

    private static void Send(OtlpExporterOptions otlp, string collector, string signal)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new Uri($"{collector.TrimEnd('/')}/v1/{signal}");
    }
}
