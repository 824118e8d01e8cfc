using System.Text.Json.Serialization;
using RagQA.Grains.Answering;

namespace RagQA.Cli.Evaluation;

/// <summary>What was found and read for one question; aggregation and abstention are computed from it.</summary>
/// <param name="Key">Key of the question.</param>
/// <param name="Retrieved">Passages in rank order.</param>
/// <param name="Readings">Reading of each; null where it was not read.</param>
/// <param name="Coverage">Which partitions answered.</param>
/// <param name="Timings">Time of each stage.</param>
internal sealed record OpenReading(string Key, RankedPassage[] Retrieved, PassageReading?[] Readings, Coverage Coverage, StageTimings Timings)
{
    [JsonIgnore]
    public IReadOnlyList<ReadPassage> Read => [.. Retrieved.Zip(Readings).Where(p => p.Second is not null).Select(p => new ReadPassage(p.First, p.Second!))];
}
