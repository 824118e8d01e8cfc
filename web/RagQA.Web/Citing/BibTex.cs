using System.Globalization;
using System.Text;
using RagQA.Web.Asking;

namespace RagQA.Web.Citing;

/// <summary>Entries for BibTeX, one per document.</summary>
internal static class BibTex
{
    public static string Of(Answer answer)
    {
        var entries = new StringBuilder();
        var number = 0;
        foreach (var citation in CitedDocuments.Of(answer))
        {
            entries.Append(CultureInfo.InvariantCulture, $"@misc{{ragqa{++number},\n");
            Field("title", citation.Title);
            Field("author", citation.Authors.Length > 0 ? string.Join(" and ", citation.Authors) : null);
            Field("organization", citation.Source);
            Field("year", citation.Date?.Year.ToString(CultureInfo.InvariantCulture));
            Field("month", citation.Date?.Month.ToString(CultureInfo.InvariantCulture));
            Field("howpublished", citation.DocumentType);
            Field("url", citation.Url);
            Field("note", ReferenceText.Joined([ReferenceText.Sentence(ReferenceText.Place(citation)), $"Quote: {citation.Quote}", .. ReferenceText.End(citation with { Url = null })]));
            entries.Append("}\n");
        }

        return entries.ToString();

        void Field(string name, string? value)
        {
            if (value is { Length: > 0 })
            {
                entries.Append(CultureInfo.InvariantCulture, $"  {name} = {{{Escaped(Wording.OneLine(value))}}},\n");
            }
        }
    }

    // What a document says must not end its field or call a command.
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            escaped.Append(character switch
            {
                '\\' => @"\textbackslash{}",
                '~' => @"\textasciitilde{}",
                '^' => @"\textasciicircum{}",
                '{' or '}' or '%' or '&' or '$' or '#' or '_' => $@"\{character}",
                _ => character.ToString(),
            });
        }

        return escaped.ToString();
    }
}
