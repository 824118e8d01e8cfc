using System.Text.Json;
using RagQA.Inference;

namespace RagQA.Tests.Inference;

public sealed class WordPieceParityTests
{
    private static readonly List<JsonElement> Lines = JsonLines.Read(RepositoryRoot.Combine("tests", "RagQA.Tests", "Inference", "parity.jsonl.gz"));

    [Fact]
    public void Encode_EveryReferenceText_GivesReferenceIdsAndOffsets()
    {
        var different = new List<string>();
        for (int i = 0; i < Lines.Count; i++)
        {
            TokenizedText tokens = ShippedModels.Tokenizer.Encode(Lines[i].GetProperty("text").GetString()!);
            int[] ids = [.. Lines[i].GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())];
            (int, int)[] offsets = [.. Lines[i].GetProperty("offsets").EnumerateArray().Select(pair => (pair[0].GetInt32(), pair[1].GetInt32()))];
            if (!tokens.Ids.SequenceEqual(ids) || !tokens.Offsets.SequenceEqual(offsets))
            {
                int at = Enumerable.Range(0, Math.Min(ids.Length, tokens.Count)).FirstOrDefault(
                    t => ids[t] != tokens.Ids[t] || offsets[t] != tokens.Offsets[t], Math.Min(ids.Length, tokens.Count));
                different.Add($"line {i + 1}, token {at}");
            }
        }

        Assert.Equal(1746, Lines.Count);
        Assert.Empty(different);
    }

    [Fact]
    public void Count_EveryReferenceText_EqualsNumberOfReferenceIds()
    {
        foreach (JsonElement line in Lines)
        {
            Assert.Equal(line.GetProperty("ids").GetArrayLength(), ShippedModels.Tokenizer.Count(line.GetProperty("text").GetString()!));
        }
    }
}
