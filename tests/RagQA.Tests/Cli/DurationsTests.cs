using RagQA.Cli.Commands;

namespace RagQA.Tests.Cli;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("2s", 2000)]
    [InlineData("1.5m", 90_000)]
    public void TryParse_OfADuration_GivesIt(string text, int milliseconds)
    {
        Assert.True(Durations.TryParse(text, out var duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("-2s")]
    [InlineData("soon")]
    [InlineData("99999999999s")]
    public void TryParse_OfAnythingElse_IsFalse(string text) => Assert.False(Durations.TryParse(text, out _));
}
