using RagQA.Grains.Answering;

namespace RagQA.Cli.Evaluation;

/// <summary>What was found and read for one question; aggregation and abstention are computed from it.</summary>
internal sealed record OpenReading(string QuestionId, ReadPassage[] Read, RankedPassage[] Retrieved, Coverage Coverage, StageTimings Timings);
