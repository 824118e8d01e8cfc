namespace RagQA.Cli.Benchmarks;

/// <summary>What a benchmark runs on.</summary>
/// <param name="Dataset">SQuAD-format file.</param>
/// <param name="Questions">Questions asked at each concurrency.</param>
/// <param name="Concurrency">How many questions at once, one row each.</param>
/// <param name="Verbose">Whether to log.</param>
internal sealed record BenchSettings(string Dataset, int Questions, IReadOnlyList<int> Concurrency, bool Verbose);
