using System.Globalization;
using RagQA.Cli.Evaluation;

namespace RagQA.Cli.Benchmarks;

/// <summary>A round: passages, their tokens, seconds of the ingestion until they can be answered from, seconds of the bare encoder on the same tokens.</summary>
internal sealed record IngestBenchRound(int Passages, int Tokens, double IngestSeconds, double EncoderSeconds);

/// <summary>Throughput of ingestion against the bare encoder's.</summary>
internal sealed record IngestBenchReport(IngestBenchRound[] Rounds)
{
    public int Passages => Rounds.Sum(r => r.Passages);

    public double IngestPerSecond => Passages / Rounds.Sum(r => r.IngestSeconds);

    public double EncoderPerSecond => Passages / Rounds.Sum(r => r.EncoderSeconds);

    /// <summary>Share of the encoder's throughput, 0 to 1: over all rounds.</summary>
    public double Share => IngestPerSecond / EncoderPerSecond;

    /// <summary>The middle one of the rounds' shares: what else the machine did in one round does not move it.</summary>
    public double MedianShare => LatencyReport.Percentile([.. Rounds.Select(r => r.EncoderSeconds / r.IngestSeconds)], 0.5);

    public void Write(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Passages} passages, {(double)Rounds.Sum(r => r.Tokens) / Passages:0} tokens each on average, {Rounds.Length} rounds taking turns with the bare encoder"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ingestion {IngestPerSecond:0.0} passages/s until they can be answered from, bare encoder {EncoderPerSecond:0.0}: {Share:P1} (median of the rounds {MedianShare:P1})"));
    }
}
