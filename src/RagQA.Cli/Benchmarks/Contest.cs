using System.Diagnostics;
using RagQA.Cli.Evaluation;

namespace RagQA.Cli.Benchmarks;

/// <summary>Contenders that take turns, so that whatever else the machine does falls on all alike.</summary>
internal sealed class Contest
{
    private readonly List<(string Name, Action<int> Work, List<double> Times)> _contenders = [];

    /// <param name="name">What it is called.</param>
    /// <param name="work">What it does in a turn; it is told the number of the turn.</param>
    public Contest Add(string name, Action<int> work)
    {
        _contenders.Add((name, work, []));
        return this;
    }

    /// <summary>Median milliseconds of each contender over <paramref name="turns"/>, after some that do not count.</summary>
    public Dictionary<string, double> Run(int turns, CancellationToken cancellationToken)
    {
        for (var turn = -Math.Max(3, turns / 3); turn < turns; turn++)
        {
            foreach (var (_, work, times) in _contenders)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var watch = Stopwatch.StartNew();
                work(Math.Abs(turn));
                if (turn >= 0)
                {
                    times.Add(watch.Elapsed.TotalMilliseconds);
                }
            }
        }

        return _contenders.ToDictionary(c => c.Name, c => LatencyReport.Percentile(c.Times, 0.5));
    }
}
