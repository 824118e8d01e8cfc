using OpenTelemetry.Metrics;

namespace RagQA.Server.Telemetry;

/// <summary>
/// Which of Orleans' hundred and more instruments are kept, and with which tags: those that say that something is wrong. The addresses of
/// silos, which most of them carry, would be a new series with every start of a silo.
/// </summary>
internal static class OrleansInstruments
{
    public const string Meter = "Microsoft.Orleans";

    private static readonly Dictionary<string, string[]> _kept = new(StringComparer.Ordinal)
    {
        ["orleans-app-requests-timedout"] = [],
        ["orleans-catalog-activation-failed-to-activate"] = [],
        ["orleans-messaging-expired"] = ["Phase"],
        ["orleans-messaging-rejected"] = ["Direction"],
        ["orleans-messaging-sent-failed"] = ["Direction"],
        ["orleans-messaging-pings-reply-missed"] = [],
        ["orleans-scheduler-long-running-turns"] = [],
    };

    /// <summary>What of an instrument of Orleans is collected.</summary>
    public static MetricStreamConfiguration Of(string instrument)
        => _kept.TryGetValue(instrument, out var tags) ? new MetricStreamConfiguration { TagKeys = tags } : MetricStreamConfiguration.Drop;
}
