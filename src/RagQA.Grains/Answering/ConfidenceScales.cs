using System.Collections.Concurrent;

namespace RagQA.Grains.Answering;

/// <summary>The scale for each pair of models: a calibration that was fitted with one encoder says nothing of another.</summary>
internal sealed class ConfidenceScales(string[] folders)
{
    private readonly ConcurrentDictionary<ModelNames, ConfidenceScale> _scales = new();

    public ConfidenceScale Of(ModelNames models) => _scales.GetOrAdd(models, m => new ConfidenceScale(CalibrationFiles.Find(folders, m)));
}
