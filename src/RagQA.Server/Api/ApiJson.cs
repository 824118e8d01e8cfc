using System.Text.Json;
using System.Text.Json.Serialization;

namespace RagQA.Server.Api;

/// <summary>How the API writes and reads JSON: camelCase, enums as words, nothing unknown accepted in requests.</summary>
public static class ApiJson
{
    /// <summary>Settings shared by the API and the command line's <c>--json</c>.</summary>
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Applies the settings to existing options.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        return options;
    }
}
