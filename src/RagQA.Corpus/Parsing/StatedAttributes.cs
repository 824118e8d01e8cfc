using System.Globalization;
using System.Text.Json;

namespace RagQA.Corpus;

/// <summary>Attributes as written in JSON; a key that is not there differs from one that is empty.</summary>
internal sealed record StatedAttributes
{
    private static readonly string[] Keys = ["title", "source", "date", "documentType", "subject", "accessLabels", "metadata", "authors", "url", "studyType", "language", "trustTier", "retracted", "supersededBy"];

    public string? Title { get; init; }

    public string? Source { get; init; }

    public DateOnly? Date { get; init; }

    public string? DocumentType { get; init; }

    public string? Subject { get; init; }

    public string[]? AccessLabels { get; init; }

    public Dictionary<string, string>? Metadata { get; init; }

    public string[]? Authors { get; init; }

    public string? Url { get; init; }

    public string? StudyType { get; init; }

    public string? Language { get; init; }

    public int? TrustTier { get; init; }

    public bool Retracted { get; init; }

    public string? SupersededBy { get; init; }

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
            AccessLabels = ReadList(json, "accessLabels"),
            Metadata = ReadMetadata(json),
            Authors = ReadList(json, "authors"),
            Url = String(json, "url"),
            StudyType = String(json, "studyType"),
            Language = String(json, "language"),
            TrustTier = ReadTrustTier(json),
            Retracted = ReadRetracted(json),
            SupersededBy = String(json, "supersededBy"),
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
        Authors = Authors ?? [],
        Url = Url,
        StudyType = StudyType,
        Language = Language,
        TrustTier = TrustTier,
        Retracted = Retracted,
        SupersededBy = SupersededBy,
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

    private static string[]? ReadList(JsonElement json, string key)
    {
        if (!json.TryGetProperty(key, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        // A label that is dropped would open the document to everybody.
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            throw Invalid($"\"{key}\" is not a list of strings; write [\"…\", …].");
        }

        return
        [
            .. value.EnumerateArray()
                .Select(item => Text(item, key) ?? throw Invalid($"\"{key}\" holds a blank item; remove it."))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static int? ReadTrustTier(JsonElement json) => !json.TryGetProperty("trustTier", out JsonElement value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int tier) && tier is >= 1 and <= 5 ? tier
        : throw Invalid("\"trustTier\" is not a whole number from 1 (most trusted) to 5.");

    private static bool ReadRetracted(JsonElement json) => json.TryGetProperty("retracted", out JsonElement value) && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False or JsonValueKind.Null => false,
        _ => throw Invalid("\"retracted\" is neither true nor false."),
    };

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
