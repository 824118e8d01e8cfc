using System.Text.Json;
using RagQA.Inference;

namespace RagQA.Cli.Evaluation;

/// <summary>Short name of what reads: the model and what chooses among its spans.</summary>
internal static class ReaderName
{
    public static string Of(InferenceModels models)
        => $"{models.Names.Reader[^12..]}-{CodeVersion.ShortHash(JsonSerializer.Serialize(models.Phrasing?.Weights))[..8]}";
}
