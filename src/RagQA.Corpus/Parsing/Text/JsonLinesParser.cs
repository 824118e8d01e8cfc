using System.Text.Json;

namespace RagQA.Corpus;

/// <summary>One JSON object a line, each a document; a broken line fails alone.</summary>
internal sealed class JsonLinesParser : IDocumentParser
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    public string Name => "jsonl/1";

    public IReadOnlyList<string> Extensions { get; } = [".jsonl"];

    public ParseResult Parse(byte[] content, ParsingLimits limits) => Parse(FileText.Decode(content));

    private ParseResult Parse(string content)
    {
        List<ParsedDocument> documents = [];
        List<int> lines = [];
        List<ParseFailure> failures = [];
        Dictionary<string, int> lineOfId = new(StringComparer.Ordinal);
        int number = 0;
        foreach (Range range in content.AsSpan().Split('\n'))
        {
            // Other line separators of Unicode may stand inside a JSON string.
            ReadOnlySpan<char> line = content.AsSpan(range);
            number++;
            if (line.IsWhiteSpace())
            {
                continue;
            }

            try
            {
                ParsedDocument document = ParseLine(line.ToString());
                if (document.Id is string id && !lineOfId.TryAdd(id, number))
                {
                    throw new RagQAException(FailureKind.Invalid, $"The id is that of line {lineOfId[id]}; give each line its own.");
                }

                documents.Add(document);
                lines.Add(number);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                // The parser's own message can quote the text, so it is not passed on.
                failures.Add(new ParseFailure(number, "The line is not one valid JSON object; write one object on each line, no key twice."));
            }
            catch (RagQAException exception)
            {
                failures.Add(new ParseFailure(number, exception.Message));
            }
        }

        return new ParseResult { Documents = documents, Lines = lines, Failures = failures };
    }

    private ParsedDocument ParseLine(string line)
    {
        using JsonDocument json = JsonDocument.Parse(line, Options);
        DocumentAttributes attributes = StatedAttributes.Read(json.RootElement, "id", "text").ToAttributes();
        if (attributes.Title is not string title)
        {
            throw new RagQAException(FailureKind.Invalid, "The line has no \"title\"; add one.");
        }

        string text = StatedAttributes.String(json.RootElement, "text")
            ?? throw new RagQAException(FailureKind.Invalid, "The line has no \"text\"; add it.");
        string? id = StatedAttributes.String(json.RootElement, "id");
        if (id is not null)
        {
            DocumentIds.Check(id);
        }

        ParsedDocument parsed = PlainTextParser.Parse(FileText.Clean(text), title, Name);
        return parsed with { Id = id, Attributes = attributes };
    }
}
