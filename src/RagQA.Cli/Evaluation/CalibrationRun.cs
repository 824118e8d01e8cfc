using System.Security.Cryptography;
using System.Text;
using RagQA.Grains.Answering;

namespace RagQA.Cli.Evaluation;

/// <summary>A calibration fitted on the even-numbered articles of data sets, with the answers to questions on the odd-numbered ones.</summary>
/// <param name="Calibration">What was fitted.</param>
/// <param name="BySet">The answers not used for fitting, by data set.</param>
internal sealed record CalibrationRun(Calibration Calibration, IReadOnlyList<(string Set, IReadOnlyList<ScoredAnswer> Answers)> BySet)
{
    private const int Top = 20;

    private static readonly AggregatorOptions ReadAll = new() { DecidedAt = null };

    /// <summary>All answers not used for fitting.</summary>
    public IReadOnlyList<ScoredAnswer> HeldOut { get; } = [.. BySet.SelectMany(s => s.Answers)];

    /// <param name="sets">Data sets; each is a collection of its own, and every question counts the same.</param>
    /// <param name="name">Their name as readers of an answer see it.</param>
    /// <param name="questions">Questions drawn from each quarter of the articles of a set.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <param name="targetPrecision">Share of the answers given that should be right; null for the best balance of answering and not answering.</param>
    /// <param name="use">Whose cached readings count.</param>
    /// <param name="verbose">Whether to log.</param>
    /// <param name="cancellationToken">Stops it; the next run goes on.</param>
    public static async Task<CalibrationRun> FitAsync(
        IReadOnlyList<GoldSet> sets, string name, int questions, int seed, double? targetPrecision, CacheUse use, bool verbose, CancellationToken cancellationToken)
    {
        var fittingSets = new List<AskedQuestion[]>();
        var measured = new List<(string Set, IReadOnlyList<AskedQuestion> Asked)>();
        ModelNames models = null!;
        foreach (var set in sets)
        {
            var (fit, heldOut) = OpenSplit.Draw(set, questions, seed);
            (var asked, models) = await AskAsync(fit, use, verbose, cancellationToken);
            fittingSets.Add([.. asked]);
            measured.Add((set.Name, (await AskAsync(heldOut, use, verbose, cancellationToken)).Asked));
        }

        AskedQuestion[] fitting = [.. fittingSets.SelectMany(set => set)];
        var aggregation = CalibrationFit.FitDecided(fitting, CalibrationFit.FitAggregation([.. fittingSets.Select(set => set.Where(a => a.Answerable).ToArray())]));
        var calibration = CalibrationFit.FitConfidence(fitting, new Calibration
        {
            Encoder = models.Encoder,
            Reader = models.Reader,
            DataSet = name,
            DataSha256 = sets.Count == 1 ? sets[0].Sha256 : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(sets.Select(s => s.Sha256))))),
            FittedAt = TimeProvider.System.GetUtcNow(),
            Aggregation = aggregation,
            Bias = 0,
            Weights = new Dictionary<string, double>(),
            Threshold = 0,
        });
        var fitted = CalibrationFit.Score(fitting, calibration);
        var run = new CalibrationRun(calibration, [.. measured.Select(m => (m.Set, (IReadOnlyList<ScoredAnswer>)CalibrationFit.Score(m.Asked, calibration)))]);
        var threshold = targetPrecision is { } target ? CalibrationFit.PrecisionThreshold(fitted, target) : CalibrationFit.BalancedThreshold(fitted);
        var figures = CalibrationFit.Figures(run.HeldOut, threshold);
        if (targetPrecision is { } precision)
        {
            figures["targetPrecision"] = precision;
            figures["answeredOfAnswerableWithoutTarget"] = CalibrationFit.Figures(run.HeldOut, CalibrationFit.BalancedThreshold(fitted))["answeredOfAnswerable"];
        }

        return run with { Calibration = calibration with { Threshold = threshold, HeldOut = figures } };
    }

    private static async Task<(IReadOnlyList<AskedQuestion> Asked, ModelNames Models)> AskAsync(
        OpenSplit split, CacheUse use, bool verbose, CancellationToken cancellationToken)
    {
        await using var collection = await OpenCollection.OpenAsync(split.Indexed, verbose, cancellationToken);
        var answerable = await collection.AskAsync(split.Answerable, RetrievalMode.Hybrid, Top, ReadAll, use, cancellationToken);
        var unanswerable = await collection.AskAsync(split.Unanswerable, RetrievalMode.Hybrid, Top, ReadAll, use, cancellationToken);
        var asked = split.Answerable.Zip(answerable, (q, r) => new AskedQuestion(q, r, Answerable: true))
            .Concat(split.Unanswerable.Zip(unanswerable, (q, r) => new AskedQuestion(q, r, Answerable: false)));

        // A question that a set repeats with several paragraphs counts once.
        return ([.. asked.DistinctBy(a => a.Question.Question)], collection.Models);
    }
}
