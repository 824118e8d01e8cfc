using System.Text;

namespace RagQA.Corpus;

/// <summary>
/// Records of separated values (RFC 4180). Strict: where a quotation mark is out of place, values could slip into the wrong
/// column, and a dose to the wrong drug.
/// </summary>
internal sealed class CsvRows(string text, char delimiter)
{
    private const int MaxFieldLength = 100_000;
    private readonly StringBuilder _field = new();
    private int _at;

    /// <summary>Number of the latest record, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The next record that is not blank; null at the end.</summary>
    /// <exception cref="RagQAException">Unsupported: a quotation mark is out of place, or a field is too long.</exception>
    public string[]? Next()
    {
        while (_at < text.Length)
        {
            Number++;
            List<string> fields = [];
            bool more = true;
            while (more)
            {
                more = Field(fields);
            }

            if (fields.Any(field => field.Length > 0))
            {
                return [.. fields];
            }
        }

        return null;
    }

    // Reads one field with the mark behind it; true where another field follows in the record.
    private bool Field(List<string> fields)
    {
        _field.Clear();
        bool quoted = _at < text.Length && text[_at] == '"';
        if (quoted)
        {
            Quoted();
        }

        while (_at < text.Length && text[_at] is var c && c != delimiter && c != '\n')
        {
            if (c == '"' || (quoted && !char.IsWhiteSpace(c)))
            {
                throw Bad("has a quotation mark in the middle of a field; put the whole field in quotes and double the mark");
            }

            Append(c);
            _at++;
        }

        fields.Add(string.Join(' ', _field.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        return _at < text.Length && text[_at++] == delimiter;
    }

    private void Quoted()
    {
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] == '"')
            {
                _at++;
                if (_at >= text.Length || text[_at] != '"')
                {
                    return;
                }
            }

            Append(text[_at]);
        }

        throw Bad("has a quoted field that is never closed");
    }

    private void Append(char c)
    {
        if (_field.Length == MaxFieldLength)
        {
            throw Bad($"has a field of more than {MaxFieldLength} characters, or a quoted field that is never closed");
        }

        _field.Append(c);
    }

    private RagQAException Bad(string what) => new(FailureKind.Unsupported, $"Row {Number} {what}; mend it.");
}
