namespace RagQA.Web;

/// <summary>What is known of how often answers are right, as the About page shows it.</summary>
/// <param name="DataSet">Data that confidence was fitted and tested on.</param>
/// <param name="DataSha256">Hash of its file.</param>
/// <param name="FittedAt">When.</param>
/// <param name="Threshold">Least confidence at which an answer is given, 0–1.</param>
/// <param name="Figures">Figures on questions not used for fitting, by their names in calibration.json.</param>
public sealed record CalibrationSummary(string DataSet, string DataSha256, DateTimeOffset FittedAt, double Threshold, IReadOnlyDictionary<string, double> Figures);
