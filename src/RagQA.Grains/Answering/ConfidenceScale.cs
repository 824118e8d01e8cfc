namespace RagQA.Grains.Answering;

/// <summary>Gives an answer its confidence and says whether a question counts as answered; without a calibration it says so.</summary>
public sealed class ConfidenceScale
{
    private readonly Calibration? _calibration;

    /// <summary>A scale by a calibration, or by raw scores when there is none.</summary>
    public ConfidenceScale(Calibration? calibration) => _calibration = calibration;

    /// <summary>What it goes by; null for raw scores.</summary>
    public Calibration? Calibration => _calibration;

    /// <summary>How answers are aggregated before they get a confidence.</summary>
    public AggregatorOptions Aggregation => _calibration?.Aggregation ?? new AggregatorOptions();

    /// <summary>Confidence of an answer.</summary>
    public Confidence Of(AnswerGroup group)
    {
        var value = _calibration?.Confidence(AnswerFeatures.Of(group)) ?? group.Probability;
        return new Confidence
        {
            Value = Math.Round(value, 4),
            Word = value switch { >= 0.8 => "high", >= 0.5 => "medium", _ => "low" },
            CalibratedOn = _calibration?.DataSet,
        };
    }

    /// <summary>
    /// Whether the best answer is good enough to be given. Without a calibration the model's own zero decides: the span beats
    /// "no answer" and the passage is more relevant than not.
    /// </summary>
    public bool IsAnswer(AnswerGroup group)
    {
        var features = AnswerFeatures.Of(group);
        return _calibration is null
            ? features.SpanScore + features.Relevance > 0
            : _calibration.Confidence(features) >= _calibration.Threshold;
    }
}
