using System.Text.Json;
using System.Text.Json.Serialization;

namespace RagQA.Storage;

/// <summary>The JSON columns. Property names are part of the file format: a test pins them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DocumentAttributes))]
[JsonSerializable(typeof(TextSection[]))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class StorageJson : JsonSerializerContext
{
    /// <summary>Attributes in one form whatever the order of their metadata, so that equal ones are equal strings.</summary>
    public static string Write(DocumentAttributes attributes) => JsonSerializer.Serialize(
        attributes with { Metadata = attributes.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary() },
        Default.DocumentAttributes);

    public static string Write(TextSection[] sections) => JsonSerializer.Serialize(sections, Default.TextSectionArray);

    public static string Write(string[] values) => JsonSerializer.Serialize(values, Default.StringArray);

    public static DocumentAttributes ReadAttributes(string json) => JsonSerializer.Deserialize(json, Default.DocumentAttributes)!;

    public static TextSection[] ReadSections(string json) => JsonSerializer.Deserialize(json, Default.TextSectionArray)!;

    public static string[] ReadStrings(string json) => JsonSerializer.Deserialize(json, Default.StringArray)!;
}
