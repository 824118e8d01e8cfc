using System.Globalization;
using System.Text.Json;

namespace RagQA.Corpus;

/// <summary>Attributes as written in JSON; a key that is not there differs from one that is empty.</summary>
internal sealed record StatedAttributes
{
    private static readonly string[] Keys = ["title", "source", "date", "documentType", "subject", "accessLabels", "metadata"];

    public string? Title { get; init; }

    public string? Source { get; init; }

    public DateOnly? Date { get; init; }

    public string? DocumentType { get; init; }

    public string? Subject { get; init; }

    public string[]? AccessLabels { get; init; }

    public Dictionary<string, string>? Metadata { get; init; }

    /// <summary>Reads a JSON object; a key that is unknown is refused, for it may be a misspelt "accessLabels".</summary>
    /// <exception cref="RagQAException">Not an object, an unknown key, or a value of the wrong kind.</exception>
    public static StatedAttributes Read(JsonElement json, params string[] furtherKeys)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Invalid("It is not a JSON object; write {\"title\": …}.");
        }

        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (!Keys.Contains(property.Name) && !furtherKeys.Contains(property.Name))
            {
                throw Invalid(
                    $"It has an unknown key. Known are {string.Join(", ", furtherKeys.Concat(Keys))}; put further facts under metadata.");
            }
        }

        return new StatedAttributes
        {
            Title = String(json, "title"),
            Source = String(json, "source"),
            Date = ReadDate(json),
            DocumentType = String(json, "documentType"),
            Subject = String(json, "subject"),
            AccessLabels = ReadLabels(json),
            Metadata = ReadMetadata(json),
        };
    }

    /// <summary>The value of a key without white space around it; null where there is none or it is blank.</summary>
    public static string? String(JsonElement json, string key)
    {
        if (!json.TryGetProperty(key, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String
            ? Text(value, key)
            : throw Invalid($"\"{key}\" is not a string; put it in quotes.");
    }

    /// <summary>The attributes, with what is not stated left empty.</summary>
    public DocumentAttributes ToAttributes() => new()
    {
        Title = Title,
        Source = Source,
        Date = Date,
        DocumentType = DocumentType,
        Subject = Subject,
        AccessLabels = AccessLabels ?? [],
        Metadata = Metadata ?? [],
    };

    private static string? Text(JsonElement value, string key)
    {
        string text;
        try
        {
            text = value.GetString() ?? "";
        }
        catch (InvalidOperationException exception)
        {
            // JSON escapes can spell half a surrogate pair, which is no text.
            throw new RagQAException(FailureKind.Invalid, $"\"{key}\" holds a broken character escape; mend it.", exception);
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw Invalid($"\"{key}\" holds a NUL character; remove it.");
        }

        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    private static DateOnly? ReadDate(JsonElement json)
    {
        if (String(json, "date") is not string text)
        {
            return null;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : throw Invalid("\"date\" is not a date; write it as YYYY-MM-DD.");
    }

    private static string[]? ReadLabels(JsonElement json)
    {
        if (!json.TryGetProperty("accessLabels", out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        // A label that is dropped would open the document to everybody.
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(label => label.ValueKind != JsonValueKind.String))
        {
            throw Invalid("\"accessLabels\" is not a list of strings; write [\"label\", …].");
        }

        return
        [
            .. value.EnumerateArray()
                .Select(label => Text(label, "accessLabels") ?? throw Invalid("\"accessLabels\" holds a blank label; remove it."))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static Dictionary<string, string>? ReadMetadata(JsonElement json)
    {
        if (!json.TryGetProperty("metadata", out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Invalid("\"metadata\" is not an object; write {\"key\": \"value\", …}.");
        }

        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        foreach (JsonProperty property in value.EnumerateObject())
        {
            metadata[property.Name] = property.Value.ValueKind switch
            {
                JsonValueKind.String => Text(property.Value, "metadata") ?? "",
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => property.Value.GetRawText(),
                _ => throw Invalid("\"metadata\" holds a list, an object or null; its values are strings, numbers, true or false."),
            };
        }

        return metadata;
    }

    private static RagQAException Invalid(string message) => new(FailureKind.Invalid, message);
}
