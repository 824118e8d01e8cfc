using RagQA.Corpus;

namespace RagQA.Cli.Evaluation;

/// <summary>Collects one number a question under a name, and gives means with their bootstrap intervals.</summary>
internal sealed class Scores
{
    private const int Seed = 1;

    private readonly Dictionary<string, List<double>> _values = [];

    public void Add(string name, double value)
    {
        if (!_values.TryGetValue(name, out var values))
        {
            _values[name] = values = [];
        }

        values.Add(value);
    }

    public double? Mean(string name) => _values.TryGetValue(name, out var values) ? values.Average() : null;

    public IReadOnlyDictionary<string, double[]> Intervals() => _values.ToDictionary(
        v => v.Key,
        v =>
        {
            var interval = BootstrapInterval.Mean(v.Value, Seed);
            return new[] { interval.Low, interval.High };
        });
}
