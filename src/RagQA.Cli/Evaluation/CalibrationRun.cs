using RagQA.Grains.Answering;

namespace RagQA.Cli.Evaluation;

/// <summary>A calibration fitted on the even-numbered articles of a data set, with the answers to questions on the odd-numbered ones.</summary>
internal sealed record CalibrationRun(Calibration Calibration, IReadOnlyList<ScoredAnswer> HeldOut)
{
    private const int Top = 20;

    private static readonly AggregatorOptions ReadAll = new() { DecidedAt = null };

    /// <param name="set">Data set.</param>
    /// <param name="name">Its name as readers of an answer see it.</param>
    /// <param name="questions">Questions drawn from each quarter of the articles.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <param name="targetPrecision">Share of the answers given that should be right; null for the best balance of answering and not answering.</param>
    /// <param name="use">Whose cached readings count.</param>
    /// <param name="verbose">Whether to log.</param>
    /// <param name="cancellationToken">Stops it; the next run goes on.</param>
    public static async Task<CalibrationRun> FitAsync(
        GoldSet set, string name, int questions, int seed, double? targetPrecision, CacheUse use, bool verbose, CancellationToken cancellationToken)
    {
        var (fit, heldOut) = OpenSplit.Draw(set, questions, seed);
        var (fitting, models) = await AskAsync(fit, use, verbose, cancellationToken);
        var aggregation = CalibrationFit.FitDecided(fitting, CalibrationFit.FitAggregation([.. fitting.Where(a => a.Answerable)]));
        var (bias, weights) = CalibrationFit.FitConfidence(fitting, aggregation);
        var calibration = new Calibration
        {
            Encoder = models.Encoder,
            Reader = models.Reader,
            DataSet = name,
            DataSha256 = set.Sha256,
            FittedAt = TimeProvider.System.GetUtcNow(),
            Aggregation = aggregation,
            Bias = bias,
            Weights = weights,
            Threshold = 0,
        };
        var fitted = CalibrationFit.Score(fitting, calibration);
        var (measured, _) = await AskAsync(heldOut, use, verbose, cancellationToken);
        var unseen = CalibrationFit.Score(measured, calibration);
        var threshold = targetPrecision is { } target ? CalibrationFit.PrecisionThreshold(fitted, target) : CalibrationFit.BalancedThreshold(fitted);
        var figures = CalibrationFit.Figures(unseen, threshold);
        if (targetPrecision is { } precision)
        {
            figures["targetPrecision"] = precision;
            figures["answeredOfAnswerableWithoutTarget"] = CalibrationFit.Figures(unseen, CalibrationFit.BalancedThreshold(fitted))["answeredOfAnswerable"];
        }

        return new CalibrationRun(calibration with { Threshold = threshold, HeldOut = figures }, unseen);
    }

    private static async Task<(IReadOnlyList<AskedQuestion> Asked, ModelNames Models)> AskAsync(
        OpenSplit split, CacheUse use, bool verbose, CancellationToken cancellationToken)
    {
        await using var collection = await OpenCollection.OpenAsync(split.Indexed, verbose, cancellationToken);
        var answerable = await collection.AskAsync(split.Answerable, RetrievalMode.Hybrid, Top, ReadAll, use, cancellationToken);
        var unanswerable = await collection.AskAsync(split.Unanswerable, RetrievalMode.Hybrid, Top, ReadAll, use, cancellationToken);
        return (
            [
                .. split.Answerable.Zip(answerable, (q, r) => new AskedQuestion(q, r, Answerable: true)),
                .. split.Unanswerable.Zip(unanswerable, (q, r) => new AskedQuestion(q, r, Answerable: false)),
            ],
            collection.Models);
    }
}
