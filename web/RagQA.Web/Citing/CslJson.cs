using System.Text.Json;
using System.Text.Json.Serialization;

namespace RagQA.Web.Citing;

/// <summary>Items of the Citation Style Language, which word processors and reference managers read.</summary>
internal static class CslJson
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Of(Answer answer) => JsonSerializer.Serialize(CitedDocuments.Of(answer).Select(Item), _json);

    private static Dictionary<string, object?> Item(Citation citation)
    {
        var item = new Dictionary<string, object?>
        {
            ["id"] = citation.DocumentId,
            ["type"] = "document",
            ["title"] = citation.Title,
            ["author"] = citation.Authors.Length > 0 ? citation.Authors.Select(a => new { literal = a }) : null,
            ["publisher"] = citation.Source,
            ["genre"] = citation.DocumentType,
            ["issued"] = citation.Date is { } date ? new Dictionary<string, int[][]> { ["date-parts"] = [[date.Year, date.Month, date.Day]] } : null,
            ["section"] = citation.Section,
            ["page"] = citation.Page,
            ["URL"] = citation.Url,
            ["note"] = ReferenceText.Joined([$"Quote: {citation.Quote}", .. ReferenceText.End(citation with { Url = null })]),
        };
        return item.Where(p => p.Value is not null).ToDictionary();
    }
}
