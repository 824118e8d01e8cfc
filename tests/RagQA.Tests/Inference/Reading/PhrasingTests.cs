using RagQA.Inference;

namespace RagQA.Tests.Inference;

public sealed class PhrasingTests(LoadedModels loaded)
{
    [Fact]
    public void Find_ShippedModels_HasAWeightForEveryFeature()
    {
        Assert.NotNull(loaded.Models.Phrasing);
        Assert.Equal(Phrasing.Features.Order(), loaded.Models.Phrasing.Weights.Keys.Order());
    }

    [Fact]
    public void Save_ThenFind_GivesTheSameForItsReaderOnly()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(Phrasing.Find(folder.Path, "reader@1"));
        var phrasing = new Phrasing { Reader = "reader@1", DataSets = ["set"], Questions = 3, Weights = new Dictionary<string, float> { ["length"] = -0.5f } };
        phrasing.Save(folder.Path);

        Assert.Equal(phrasing.Weights, Phrasing.Find(folder.Path, "reader@1")!.Weights);
        Assert.Null(Phrasing.Find(folder.Path, "reader@2"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"formatVersion\":1}")]
    [InlineData("{\"formatVersion\":9,\"reader\":\"r\",\"dataSets\":[],\"questions\":1,\"weights\":{}}")]
    [InlineData("{\"formatVersion\":1,\"reader\":\"r\",\"dataSets\":[],\"questions\":1,\"weights\":{\"colour\":1}}")]
    public void Find_BrokenFile_SaysWhatToDo(string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, Phrasing.FileName), content);
        ModelException failure = Assert.Throws<ModelException>(() => Phrasing.Find(folder.Path, "r"));
        Assert.Contains("ragqa models phrasing", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WithPhrasing_MovesWeightWithinAPassageOnly()
    {
        const string question = "What is given first?";
        const string passage = "Oxygen and two litres of saline are given first, then adrenaline (500 micrograms) into the thigh.";
        IReadOnlyList<ShapedSpan> raw = loaded.Models.Reader.ReadShapes(question, passage);
        SpanCandidate[] read = loaded.Models.Reader.Read(question, passage).Spans;

        // What is returned is the best of all whose weights sum to that of the raw spans.
        Assert.True(LogSum(read.Select(s => s.Score)) <= LogSum(raw.Select(s => s.Score)) + 1e-3);
        Assert.InRange(LogSum(read.Select(s => s.Score)), LogSum(raw.Select(s => s.Score)) - 1, double.MaxValue);
    }

    private static double LogSum(IEnumerable<float> scores) => Math.Log(scores.Sum(s => Math.Exp(s)));
}
