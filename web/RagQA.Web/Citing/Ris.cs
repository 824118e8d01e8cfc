using System.Globalization;
using System.Text;
using RagQA.Web.Asking;

namespace RagQA.Web.Citing;

/// <summary>Records in RIS, which reference managers read: a two-letter tag, two spaces, a hyphen, a value.</summary>
internal static class Ris
{
    public static string Of(Answer answer)
    {
        var records = new StringBuilder();
        foreach (var citation in CitedDocuments.Of(answer))
        {
            Line("TY", "GEN");
            Line("TI", citation.Title);
            foreach (var author in citation.Authors)
            {
                Line("AU", author);
            }

            Line("UR", citation.Url);
            Line("PB", citation.Source);
            Line("PY", citation.Date?.Year.ToString(CultureInfo.InvariantCulture));
            Line("DA", citation.Date?.ToString("yyyy/MM/dd/", CultureInfo.InvariantCulture));
            Line("M3", citation.DocumentType);
            Line("SE", citation.Section);
            Line("SP", citation.Page?.ToString(CultureInfo.InvariantCulture));
            Line("N1", $"Quote: {citation.Quote}");
            Line("N1", citation.Retracted ? "Retracted" : null);
            Line("N1", citation.SupersededBy is { Length: > 0 } successor ? $"Superseded by {successor}" : null);
            Line("ID", citation.DocumentId);
            Line("ER", "");
        }

        return records.ToString();

        // A line end within a value would begin a tag of its own.
        void Line(string tag, string? value)
        {
            if (value is not null)
            {
                records.Append(tag).Append("  - ").Append(Wording.OneLine(value)).Append("\r\n");
            }
        }
    }
}
