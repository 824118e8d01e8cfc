using CsCheck;
using RagQA.Grains.Answering;

namespace RagQA.Tests.Grains.Answering;

public sealed class CalibrationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ragqa-calibration-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Load_OfWhatWasSaved_GivesEqualConfidences()
    {
        var path = Path.Combine(_folder.FullName, CalibrationFiles.Name);
        var saved = Sample();
        saved.Save(path);

        var loaded = Calibration.Load(path);

        var features = AnswerFeatures.Of(Group());
        Assert.Equal(saved.Confidence(features), loaded.Confidence(features));
        Assert.Equal(saved.Aggregation, loaded.Aggregation);
        Assert.Empty(Directory.EnumerateFiles(_folder.FullName, "*.tmp"));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"formatVersion":99,"encoder":"e","reader":"r","dataSet":"d","dataSha256":"s","fittedAt":"2026-01-01T00:00:00Z","threshold":0.5,"bias":0,"weights":{}}""")]
    [InlineData("""{"formatVersion":1,"encoder":"e","reader":"r","dataSet":"d","dataSha256":"s","fittedAt":"2026-01-01T00:00:00Z","threshold":0.5,"bias":0,"weights":{"moonPhase":1}}""")]
    public void Load_OfAFileThatCannotBeUsed_SaysWhatToDo(string content)
    {
        var path = Path.Combine(_folder.FullName, CalibrationFiles.Name);
        File.WriteAllText(path, content);

        Assert.Contains("calibrate", Assert.Throws<RagQAException>(() => Calibration.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_CalibrationOfOtherModels_IsPassedOver()
    {
        Sample().Save(Path.Combine(_folder.FullName, CalibrationFiles.Name));

        Assert.NotNull(CalibrationFiles.Find([_folder.FullName], new ModelNames { Encoder = "e@1", Reader = "r@1" }));
        Assert.Null(CalibrationFiles.Find([_folder.FullName], new ModelNames { Encoder = "e@1", Reader = "r@2" }));
    }

    [Fact]
    public void IsAnswer_AtTheThreshold_Changes()
    {
        var confidence = Sample().Confidence(AnswerFeatures.Of(Group()));

        Assert.True(new ConfidenceScale(Sample() with { Threshold = confidence }).IsAnswer(Group()));
        Assert.False(new ConfidenceScale(Sample() with { Threshold = confidence + 1e-6 }).IsAnswer(Group()));
    }

    [Fact]
    public void Confidence_WithBeta_IsTheBetaCalibrationOfTheLogisticValue() => Gen.Select(Gen.Double[-3, 3], Gen.Double[0, 3], Gen.Double[0, 3]).Sample((constant, log, logOfRest) =>
    {
        var features = AnswerFeatures.Of(Group());
        var p = Sample().Confidence(features);
        var odds = Math.Exp(constant) * Math.Pow(p, log) / Math.Pow(1 - p, logOfRest);

        return Math.Abs((Sample() with { Beta = new BetaScale(constant, log, logOfRest) }).Confidence(features) - (odds / (1 + odds))) < 1e-9;
    });

    [Fact]
    public void Load_OfTheFirstFormat_HasNoBeta()
    {
        var path = Path.Combine(_folder.FullName, CalibrationFiles.Name);
        (Sample() with { FormatVersion = 1 }).Save(path);

        Assert.Null(Calibration.Load(path).Beta);
    }

    [Fact]
    public void Of_WithoutCalibration_SaysThatItIsUncalibrated()
    {
        Assert.Null(new ConfidenceScale(null).Of(Group()).CalibratedOn);
        Assert.Equal("some set", new ConfidenceScale(Sample()).Of(Group()).CalibratedOn);
    }

    private static AnswerGroup Group() => Aggregator.Aggregate([Readings.Of(1, "give 500 mg", 1.5f, ("500 mg", 2.5f))], new AggregatorOptions())[0];

    private static Calibration Sample() => new()
    {
        Encoder = "e@1",
        Reader = "r@1",
        DataSet = "some set",
        DataSha256 = "0",
        FittedAt = DateTimeOffset.UnixEpoch,
        Threshold = 0.5,
        Bias = -1,
        Weights = new Dictionary<string, double> { ["spanScore"] = 0.3, ["relevance"] = 0.2 },
        Aggregation = new AggregatorOptions { Temperature = 2 },
    };
}
