namespace RagQA.Cli.Benchmarks;

/// <summary>Reading with some questions at once, against the bare session on the same token sequences.</summary>
/// <param name="Concurrency">Questions at once.</param>
/// <param name="Questions">Questions measured.</param>
/// <param name="Passages">Passages read for them.</param>
/// <param name="QuestionsPerSecond">Questions answered per second.</param>
/// <param name="PassagesPerSecond">Passages read per second.</param>
/// <param name="BarePassagesPerSecond">The same of the bare session.</param>
/// <param name="Ratio">Share of the bare session's throughput that is reached.</param>
/// <param name="P50">Median time of a question in milliseconds.</param>
/// <param name="P95">95th percentile.</param>
internal sealed record ThroughputRow(
    int Concurrency, int Questions, int Passages, double QuestionsPerSecond, double PassagesPerSecond, double BarePassagesPerSecond, double Ratio, double P50, double P95);
