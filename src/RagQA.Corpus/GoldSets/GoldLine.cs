using System.Globalization;
using System.Text.Json;

namespace RagQA.Corpus;

/// <summary>One object of a JSON Lines file. What is missing or of another kind is reported with file and line, never with text of the file.</summary>
internal sealed class GoldLine
{
    private readonly string _place;
    private readonly JsonElement _json;

    private GoldLine(string place, JsonElement json) => (_place, _json) = (place, json);

    /// <summary>All lines of a file, unpacked if its name ends in <c>.gz</c>.</summary>
    /// <exception cref="RagQAException">A line is broken.</exception>
    public static IEnumerable<GoldLine> Read(string path)
    {
        foreach ((int number, string text) in GoldFile.Lines(path))
        {
            yield return Parse(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}, line {number}"), text);
        }
    }

    /// <summary>A text or number by name.</summary>
    public string Text(string name) => _json.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
        ? value.ToString()
        : throw Wrong($"there is no text '{name}'");

    /// <summary>A text by name, or empty where there is none.</summary>
    public string TextOrEmpty(string name) => _json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : "";

    /// <summary>A whole number by name, also one written as text.</summary>
    public int Number(string name) => int.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int number)
        ? number
        : throw Wrong($"'{name}' is no whole number");

    /// <summary>Whether a value is true.</summary>
    public bool IsTrue(string name) => _json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A list of texts by name.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. List(name).Select(value => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw Wrong($"'{name}' holds something that is no text"))];

    /// <summary>A list of objects by name.</summary>
    public IReadOnlyList<GoldLine> Items(string name) => [.. List(name).Select(value => value.ValueKind == JsonValueKind.Object
        ? new GoldLine(_place, value)
        : throw Wrong($"'{name}' holds something that is no object"))];

    private JsonElement.ArrayEnumerator List(string name) => _json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray()
        : throw Wrong($"there is no list '{name}'");

    private static GoldLine Parse(string place, string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? new GoldLine(place, json.RootElement.Clone())
                : throw new RagQAException(FailureKind.Unsupported, $"{place}: this is no JSON object.");
        }
        catch (JsonException exception)
        {
            throw new RagQAException(FailureKind.Unsupported, $"{place}: this is no JSON object.", exception);
        }
    }

    private RagQAException Wrong(string what) => new(FailureKind.Unsupported, $"{_place}: {what}.");
}
