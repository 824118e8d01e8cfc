using Orleans.Concurrency;
using Orleans.Placement;
using RagQA.Corpus;
using RagQA.Grains.Placement;
using RagQA.Inference;

namespace RagQA.Grains.Reading;

/// <summary>
/// The reader of one silo. Each passage is one call of the model, so a reading never depends on what else is in flight;
/// offsets come back in the passage's stored text, not in the reading text that the model saw.
/// </summary>
[GrainType("ragqa-reader"), KeepAlive, Immovable, Reentrant, AtSilo]
internal sealed class ReaderGrain(ModelDevices devices) : Grain, IReaderGrain
{
    public Task<PassageReading[]> Read(ReadRequest request, CancellationToken cancellationToken = default)
    {
        var question = ReadingText.From(request.Question).Text;
        return Task.WhenAll(request.Passages.Select(async passage =>
        {
            var (reading, device) = await devices.RunAsync(on => Read(on.Reader, question, passage), InferencePriority.Question, cancellationToken, request.Since.UtcTicks);
            return reading with { Device = device };
        }));
    }

    private static PassageReading Read(SpanReader reader, string question, string passage)
    {
        var reading = ReadingText.From(passage);
        var result = reader.Read(question, reading.Text);
        return result with { Spans = Array.ConvertAll(result.Spans, s => ToText(reading, s)) };
    }

    private static SpanCandidate ToText(ReadingText reading, SpanCandidate span)
    {
        var range = reading.ToText(span.Start, span.End);
        return new SpanCandidate(range.Start, range.End, span.Score);
    }
}
