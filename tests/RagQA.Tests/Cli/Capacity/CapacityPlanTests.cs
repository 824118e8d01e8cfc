using CsCheck;
using RagQA.Cli.Capacity;
using RagQA.Cli.Commands;

namespace RagQA.Tests.Cli;

public sealed class CapacityPlanTests
{
    private static readonly CapacityFigures Figures = CapacityFigures.OfProgram();

    /// <summary>Figures that grow evenly, so that every sum can be done by hand.</summary>
    private static readonly CapacityFigures Even = Figures with
    {
        Dimension = 384,
        Index = [new(1000, 300_000, 100_000, 2_500_000, 0.001), new(100_000, 30_000_000, 10_000_000, 250_000_000, 0.1)],
        StoreBytesPerPassage = 3000,
        IngestionCpuSecondsPerPassage = 0.05,
        QuestionCpuSeconds = 0.2,
        SiloBytes = 1_000_000_000,
        DevicePassagesPerSecond = null,
    };

    [Fact]
    public void Of_EvenFigures_IsWhatAHandReckons()
    {
        var plan = CapacityPlan.Of(Even, new CapacityRequest { Passages = 10e6, Replicas = 2, QuestionsPerSecond = 3, SiloMemory = 10e9, SiloCores = 10 });

        Assert.Equal((10, 1e6), (plan.Partitions, plan.PassagesPerPartition));
        Assert.Equal((3e9, 3.84e9, 1e9), (plan.OwnBytes, plan.CodeBytes, plan.GraphBytes));
        Assert.Equal((25e9, 30e9), (plan.IndexFileBytes, plan.StoreBytes));

        // 784 MB a partition; 10 GB * 0.7 - 1 GB has room for seven; 20 copies.
        Assert.Equal(3, plan.SilosForMemory);

        // A question searches 10 partitions for 1 s each; 3 a second are 30.6 cores of 6 that a silo gives.
        Assert.Equal(10, plan.SearchCpuSeconds, 1e-9);
        Assert.Equal(10.2, plan.QuestionCpuSeconds, 1e-9);
        Assert.Equal((6, 6), (plan.SilosForQuestions, plan.Silos));
        Assert.Equal(1e9 + (20 * 0.784e9 / 6), plan.MemoryPerSilo, 1.0);
        Assert.Equal(50e9 / 6, plan.IndexFilesPerSilo, 1.0);
        Assert.Equal(500_000, plan.IngestionCpuSeconds, 1e-6);
        Assert.Null(plan.EncodingGpuSeconds);
    }

    [Fact]
    public void Of_OtherDimension_MovesCodesFilesAndStore()
    {
        var plan = CapacityPlan.Of(Even, new CapacityRequest { Passages = 1e6, Dimension = 768, Partitions = 10 });
        Assert.Equal(768e6, plan.CodeBytes);
        Assert.Equal(2.5e9 + (1e6 * ((384 * 4) + 384)), plan.IndexFileBytes, 1.0);
        Assert.Equal(3e9 + (1e6 * 384 * 4), plan.StoreBytes, 1.0);
    }

    [Fact]
    public void Of_GpuFigure_GivesItsTime()
    {
        Assert.Equal(1000, CapacityPlan.Of(Even with { DevicePassagesPerSecond = 1000 }, new CapacityRequest { Passages = 1e6 }).EncodingGpuSeconds);
        Assert.Equal(500, CapacityPlan.Of(Even, new CapacityRequest { Passages = 1e6, DevicePassagesPerSecond = 2000 }).EncodingGpuSeconds);
    }

    [Fact]
    public void Of_AnyRequest_HoldsEverythingAndGrowsWithIt() =>
        Gen.Select(Gen.Double[1, 1e13], Gen.Int[1, 5], Gen.Double[0, 1000], Gen.Double[8, 1024]).Sample((passages, replicas, questions, gib) =>
        {
            var request = new CapacityRequest { Passages = passages, Replicas = replicas, QuestionsPerSecond = questions, SiloMemory = gib * Math.Pow(2, 30) };
            var plan = CapacityPlan.Of(Figures, request);
            var more = CapacityPlan.Of(Figures, request with { Passages = passages * 2, QuestionsPerSecond = questions * 2 });
            return plan.Silos >= replicas
                && plan.MemoryPerSilo <= request.SiloMemory
                && plan.Silos * request.SiloCores * CapacityPlan.CoreShare * 1.0001 >= questions * plan.QuestionCpuSeconds
                && more.Silos >= plan.Silos && more.StoreBytes > plan.StoreBytes && more.CodeBytes > plan.CodeBytes;
        });

    [Fact]
    public void Of_ASiloTooSmallForAPartition_SaysWhatToGive()
    {
        var refusal = Assert.Throws<RagQAException>(() => CapacityPlan.Of(Figures, new CapacityRequest { Passages = 8.5e9, SiloMemory = 1e9 }));
        Assert.Equal(FailureKind.Invalid, refusal.Kind);
        Assert.Contains("--silo-memory", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not JSON")]
    [InlineData("null")]
    public void Read_AnythingElse_IsRefused(string content)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, CapacityFigures.FileName);
        File.WriteAllText(path, content);
        Assert.Contains("ragqa capacity measure", Assert.Throws<RagQAException>(() => CapacityFigures.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_FiguresOfTheDataDirectory_WinOverTheProgramsOwn()
    {
        using var folder = new TemporaryFolder();
        Even.Save(Path.Combine(folder.Path, CapacityFigures.FileName));
        Assert.Equal(0.2, CapacityFigures.Find(folder.Path).QuestionCpuSeconds);
        Assert.NotEqual(0.2, Figures.QuestionCpuSeconds);
    }

    [Theory]
    [InlineData(0, "--passages", "8.5e9", "--silo-memory", "512GiB")]
    [InlineData(0, "--passages", "1", "--questions-per-second", "0", "--json")]
    [InlineData(2)]
    [InlineData(2, "--passages", "0")]
    [InlineData(2, "--passages", "-1")]
    [InlineData(2, "--passages", "NaN")]
    [InlineData(2, "--passages", "1e30")]
    [InlineData(2, "--passages", "1e6", "--replicas", "0")]
    [InlineData(2, "--passages", "1e6", "--partitions", "-3")]
    [InlineData(2, "--passages", "1e6", "--silo-memory", "much")]
    [InlineData(2, "measure", "--dimension", "0")]
    [InlineData(1, "--passages", "1e9", "--silo-memory", "1GiB")]
    [InlineData(1, "--passages", "1e6", "--figures", "no-such-file")]
    public async Task Command_AnyInput_EndsWithItsExitCode(int expected, params string[] options)
    {
        using var folder = new TemporaryFolder();
        string[] data = options is ["measure", ..] ? [] : ["--data", folder.Path];
        Assert.Equal(expected, await RagQACommandLine.RunAsync(["capacity", .. options, .. data]));
    }

    [Theory]
    [InlineData("64GiB", 68719476736.0)]
    [InlineData("1.5 MiB", 1572864.0)]
    [InlineData("12", 12.0)]
    public void TryParseBytes_Size_IsRead(string text, double expected)
    {
        Assert.True(Quantity.TryParseBytes(text, out var bytes));
        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData("GiB")]
    [InlineData("NaN")]
    [InlineData("1e308GiB")]
    [InlineData("12 horses")]
    public void TryParseBytes_Nonsense_IsNot(string text) => Assert.False(Quantity.TryParseBytes(text, out _));
}
