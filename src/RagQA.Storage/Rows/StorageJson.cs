using System.Text.Json;
using System.Text.Json.Serialization;

namespace RagQA.Storage;

/// <summary>The JSON columns. Property names are part of the file format: a test pins them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(DocumentAttributes))]
[JsonSerializable(typeof(TextSection[]))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(GenerationComparison))]
internal sealed partial class StorageJson : JsonSerializerContext
{
    /// <summary>Attributes in one form whatever the order of their metadata, so that equal ones are equal bytes.</summary>
    public static byte[] Write(DocumentAttributes attributes) => JsonSerializer.SerializeToUtf8Bytes(
        attributes with { Metadata = attributes.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary() },
        Default.DocumentAttributes);

    public static byte[] Write(TextSection[] sections) => JsonSerializer.SerializeToUtf8Bytes(sections, Default.TextSectionArray);

    public static byte[] Write(string[] values) => JsonSerializer.SerializeToUtf8Bytes(values, Default.StringArray);

    /// <summary>A list for a text column.</summary>
    public static string WriteText(string[] values) => JsonSerializer.Serialize(values, Default.StringArray);

    public static string WriteText(GenerationComparison comparison) => JsonSerializer.Serialize(comparison, Default.GenerationComparison);

    public static GenerationComparison ReadComparison(string json) => JsonSerializer.Deserialize(json, Default.GenerationComparison)!;

    public static DocumentAttributes ReadAttributes(byte[] json) => JsonSerializer.Deserialize(json, Default.DocumentAttributes)!;

    public static TextSection[] ReadSections(byte[] json) => JsonSerializer.Deserialize(json, Default.TextSectionArray)!;

    public static string[] ReadStrings(byte[] json) => JsonSerializer.Deserialize(json, Default.StringArray)!;

    public static string[] ReadText(string json) => JsonSerializer.Deserialize(json, Default.StringArray)!;
}
