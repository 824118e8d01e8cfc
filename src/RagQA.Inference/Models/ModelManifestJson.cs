using System.Text.Json.Serialization;

namespace RagQA.Inference;

/// <summary>The one property that every format has.</summary>
internal sealed record ManifestFormat(int FormatVersion);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true, WriteIndented = true)]
[JsonSerializable(typeof(ModelManifest))]
[JsonSerializable(typeof(ManifestFormat))]
[JsonSerializable(typeof(Phrasing))]
internal sealed partial class ModelManifestJson : JsonSerializerContext;
