using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace RagQA.Tests.Grains.Metrics;

/// <summary>Meters of its own, and what they were told: for each instrument and tag value, in the order of the telling.</summary>
internal sealed class CountedMetrics : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly List<(string Instrument, string? Tag, double Value)> _told = [];

    public CountedMetrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == Meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Tell(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Tell(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Tell(instrument, value, tags));
        _listener.Start();
    }

    public IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public double[] Values(string instrument, string? tag = null) => [.. _told.Where(t => (t.Instrument, t.Tag) == (instrument, tag)).Select(t => t.Value)];

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    private void Tell(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        => _told.Add((instrument.Name, tags.Length == 0 ? null : (string?)tags[0].Value, value));
}
