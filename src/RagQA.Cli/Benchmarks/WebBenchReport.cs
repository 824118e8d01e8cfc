using System.Globalization;

namespace RagQA.Cli.Benchmarks;

/// <summary>A whole server under users.</summary>
/// <param name="Questions">Questions measured in each part.</param>
/// <param name="Users">Users of the closed loop that found the capacity.</param>
/// <param name="Capacity">Questions per second that they got answered.</param>
/// <param name="UnloadedP50">Median time of a question alone, milliseconds.</param>
/// <param name="LoadedP50">The same in the open loop at half the capacity.</param>
/// <param name="LoadedP95">95th percentile there.</param>
internal sealed record WebBenchReport(int Questions, int Users, double Capacity, double UnloadedP50, double LoadedP50, double LoadedP95)
{
    /// <summary>How many times longer the slow ones take under load than an ordinary one alone.</summary>
    public double Ratio => LoadedP95 / UnloadedP50;

    public void Write(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Questions} questions over HTTP, times in milliseconds"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"one at a time          p50 {UnloadedP50:0}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Users} users, closed loop  {Capacity:0.00} questions/s: the capacity"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"half of it, open loop  p50 {LoadedP50:0}, p95 {LoadedP95:0}: {Ratio:0.00} times the p50 of one at a time"));
    }
}
