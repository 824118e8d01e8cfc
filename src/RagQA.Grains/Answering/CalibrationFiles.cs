namespace RagQA.Grains.Answering;

/// <summary>Finds the calibration that fits the models in use.</summary>
public static class CalibrationFiles
{
    /// <summary>Name of the file in a data directory (fitted there) or a models directory (shipped).</summary>
    public const string Name = "calibration.json";

    /// <summary>The first calibration in these folders that was fitted with these models; null when there is none.</summary>
    /// <exception cref="RagQAException">A file is broken.</exception>
    public static Calibration? Find(IEnumerable<string> folders, ModelNames models)
        => folders.Select(f => Path.Combine(f, Name)).Where(File.Exists).Select(Calibration.Load)
            .FirstOrDefault(c => c.Encoder == models.Encoder && c.Reader == models.Reader);
}
