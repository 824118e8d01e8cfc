using System.Text.Json.Serialization;

namespace RagQA.Corpus;

/// <summary>The JSON between server and reader process.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(ParseResult))]
[JsonSerializable(typeof(ParsingLimits))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ParseJson : JsonSerializerContext;
