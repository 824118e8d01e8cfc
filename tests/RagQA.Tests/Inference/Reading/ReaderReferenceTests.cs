using System.Text.Json;
using RagQA.Inference;

namespace RagQA.Tests.Inference;

public sealed class ReaderReferenceTests(LoadedModels loaded)
{
    private static readonly List<JsonElement> Lines = JsonLines.Read(Path.Combine(ShippedModels.ReaderPath, "reference.jsonl.gz"));

    [Fact]
    public void Read_EveryReferencePair_GivesReferenceSpanAndScores()
    {
        Assert.Equal(120, Lines.Count);
        int equal = 0;
        foreach (JsonElement line in Lines)
        {
            PassageReading reading = loaded.Models.Reader.Read(line.GetProperty("question").GetString()!, line.GetProperty("passage").GetString()!);
            JsonElement expected = line.GetProperty("int8");
            SpanCandidate best = reading.Spans[0];
            equal += best.Start == expected.GetProperty("start").GetInt32() && best.End == expected.GetProperty("end").GetInt32() ? 1 : 0;

            // The tolerances of the model's card.
            Assert.Equal(expected.GetProperty("spanScore").GetSingle(), best.Score, 0.2f);
            Assert.Equal(expected.GetProperty("relevance").GetSingle(), reading.Relevance, 0.2f);
        }

        Assert.True(equal >= 0.97 * Lines.Count, $"{equal} of {Lines.Count} spans are equal.");
    }
}
