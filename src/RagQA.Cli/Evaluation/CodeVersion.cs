using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using RagQA.Inference;

namespace RagQA.Cli.Evaluation;

/// <summary>A short hash of compiled code: results are kept under it, so that none of other code passes for one of this.</summary>
internal static class CodeVersion
{
    /// <summary>Builds are deterministic, so a module's version id is a hash of its code.</summary>
    public static string Of(params IEnumerable<Assembly> assemblies)
        => ShortHash(string.Join(' ', assemblies.Select(a => a.ManifestModule.ModuleVersionId)));

    /// <summary>The reader's model and what chooses among its spans.</summary>
    public static string Of(InferenceModels models)
        => $"{models.Names.Reader[^12..]}-{ShortHash(string.Join(' ', models.Phrasing?.Weights ?? new Dictionary<string, float>()))[..8]}";

    public static string ShortHash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
