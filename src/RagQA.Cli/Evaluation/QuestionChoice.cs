using System.CommandLine;

namespace RagQA.Cli.Evaluation;

/// <summary>Which questions of a data set are asked: the first N, or N drawn with a seed, or all.</summary>
internal sealed class QuestionChoice
{
    private readonly Option<int?> _limit = new("--limit") { Description = "Ask the first N questions" };
    private readonly Option<int?> _sample = new("--sample") { Description = "Draw N questions" };
    private readonly Option<int> _seed = new("--seed") { Description = "Seed of the draw", DefaultValueFactory = _ => 1 };

    public void AddTo(Command command)
    {
        command.Options.Add(_limit);
        command.Options.Add(_sample);
        command.Options.Add(_seed);
    }

    public IReadOnlyList<T> Choose<T>(ParseResult parse, IReadOnlyList<T> all)
    {
        if (parse.GetValue(_sample) is { } sample)
        {
            return Draw(all, sample, parse.GetValue(_seed));
        }

        return parse.GetValue(_limit) is { } limit ? [.. all.Take(limit)] : all;
    }

    public static IReadOnlyList<T> Draw<T>(IReadOnlyList<T> all, int count, int seed)
    {
        var shuffled = all.ToArray();
        new Random(seed).Shuffle(shuffled);
        return [.. shuffled.Take(count)];
    }
}
