using System.Text;

namespace RagQA.Corpus;

/// <summary>
/// Tables as comma-, semicolon- or tab-separated values, the first row the header: each further row becomes one line,
/// "Header: value; Header: value", so that a quoted row says what its figures are.
/// </summary>
internal sealed class CsvDocumentParser : IDocumentParser
{
    private const int MaxFirstLine = 100_000;
    private const int MaxColumns = 500;

    // A longer header is not repeated in every row: one file could be blown up to gigabytes.
    private const int MaxHeaderLength = 200;

    public string Name => "csv/1";

    public IReadOnlyList<string> Extensions { get; } = [".csv", ".tsv"];

    public ParseResult Parse(byte[] content, ParsingLimits limits)
    {
        string text = FileText.Clean(FileText.Decode(content));
        CsvRows rows = new(text, Delimiter(text));
        StringBuilder result = new();
        string[]? headers = null;
        while (rows.Next() is { } fields)
        {
            if (fields.Length > MaxColumns)
            {
                throw new RagQAException(FailureKind.Unsupported, $"Row {rows.Number} has more than {MaxColumns} columns; split the table.");
            }

            if (headers is null)
            {
                headers = [.. fields.Select(field => field.Length <= MaxHeaderLength ? field.TrimEnd(':') : "")];
                continue;
            }

            Add(result, headers, fields);
            if (result.Length > limits.MaxTextLength)
            {
                throw new RagQAException(FailureKind.TooLarge, $"It holds more than {limits.MaxTextLength} characters of text; split it into smaller files.");
            }
        }

        if (result.Length == 0)
        {
            throw new RagQAException(FailureKind.Invalid, "There is no row below the header; nothing can be answered from it.");
        }

        string lines = result.ToString();
        return ParseResult.Of(new ParsedDocument
        {
            Text = lines,
            Sections = [new TextSection { Path = "", Body = new TextRange(0, lines.Length) }],
            Parser = Name,
            Flags = SuspicionFlags.Of(lines),
        });
    }

    private static void Add(StringBuilder result, string[] headers, string[] fields)
    {
        string line = string.Join(
            "; ", fields.Select((field, i) => i < headers.Length && headers[i].Length > 0 && field.Length > 0 ? $"{headers[i]}: {field}" : field).Where(part => part.Length > 0));
        if (line.Length > 0)
        {
            result.Append(result.Length > 0 ? "\n" : "").Append(line);
        }
    }

    // The mark that parts the header; quoted text does not count.
    private static char Delimiter(string text)
    {
        Dictionary<char, int> counts = new() { [','] = 0, [';'] = 0, ['\t'] = 0, ['|'] = 0 };
        bool quoted = false;
        foreach (char c in text.TakeWhile(c => c != '\n' || quoted).Take(MaxFirstLine))
        {
            quoted ^= c == '"';
            if (!quoted && counts.TryGetValue(c, out int count))
            {
                counts[c] = count + 1;
            }
        }

        return counts.MaxBy(pair => pair.Value).Key;
    }
}
