using System.Text.Json;

namespace RagQA.Corpus;

/// <summary>
/// A gold set in the format of SQuAD 1.1 and 2.0 (Rajpurkar et al., 2016 and 2018): articles, their paragraphs, and
/// questions with their answers.
/// </summary>
public sealed class SquadFile
{
    private SquadFile(string version, IReadOnlyList<SquadArticle> articles)
    {
        Version = version;
        Articles = articles;
    }

    /// <summary>Version that the file states; empty where it states none.</summary>
    public string Version { get; }

    /// <summary>Articles in the order of the file.</summary>
    public IReadOnlyList<SquadArticle> Articles { get; }

    /// <summary>All questions with their paragraphs, in the order of the file.</summary>
    public IEnumerable<(SquadParagraph Paragraph, SquadQuestion Question)> Questions =>
        from article in Articles
        from paragraph in article.Paragraphs
        from question in paragraph.Questions
        select (paragraph, question);

    /// <summary>Whether any question has no answer in its paragraph, so that no-answer figures apply.</summary>
    public bool HasImpossible => Questions.Any(pair => pair.Question.IsImpossible);

    /// <summary>Reads a <c>.json</c> or <c>.json.gz</c> file.</summary>
    /// <exception cref="RagQAException">NotFound: no such file. Unsupported: not in this format.</exception>
    public static SquadFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string name = Path.GetFileName(path);
        if (!File.Exists(path))
        {
            throw new RagQAException(FailureKind.NotFound, $"There is no file {path}.");
        }

        try
        {
            using Stream content = GoldFile.Open(path);
            return Read(content);
        }
        catch (JsonException exception)
        {
            throw new RagQAException(FailureKind.Unsupported, $"{name}, line {exception.LineNumber + 1}: this is no JSON.", exception);
        }
        catch (InvalidDataException exception)
        {
            throw new RagQAException(FailureKind.Unsupported, $"{name} cannot be unpacked: get the file again.", exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or KeyNotFoundException)
        {
            throw new RagQAException(
                FailureKind.Unsupported,
                $"{name} is not in SQuAD format: {{\"data\": [{{\"title\", \"paragraphs\": [{{\"context\", \"qas\": [{{\"id\", \"question\", \"answers\"}}]}}]}}]}}.",
                exception);
        }
    }

    /// <summary>Reads uncompressed JSON.</summary>
    public static SquadFile Read(Stream stream)
    {
        using JsonDocument json = JsonDocument.Parse(stream);
        string version = json.RootElement.TryGetProperty("version", out JsonElement stated) ? stated.ToString() : "";
        return new SquadFile(version, [.. json.RootElement.GetProperty("data").EnumerateArray().Select(ReadArticle)]);
    }

    private static SquadArticle ReadArticle(JsonElement json) => new(
        json.TryGetProperty("title", out JsonElement title) ? title.ToString() : "",
        [.. json.GetProperty("paragraphs").EnumerateArray().Select(ReadParagraph)]);

    private static SquadParagraph ReadParagraph(JsonElement json)
    {
        string context = json.GetProperty("context").GetString() ?? "";
        return new SquadParagraph(context, [.. json.GetProperty("qas").EnumerateArray().Select(question => ReadQuestion(question, context))]);
    }

    private static SquadQuestion ReadQuestion(JsonElement json, string context)
    {
        // SQuAD 2.0 lists plausible answers of impossible questions under another key; they are no gold.
        SquadAnswer[] answers = json.TryGetProperty("answers", out JsonElement given) && given.ValueKind == JsonValueKind.Array
            ? [.. given.EnumerateArray().Select(answer => ReadAnswer(answer, context))]
            : [];
        bool impossible = json.TryGetProperty("is_impossible", out JsonElement flag) && flag.ValueKind == JsonValueKind.True;
        return new SquadQuestion(
            json.GetProperty("id").ToString(),
            json.GetProperty("question").GetString() ?? "",
            impossible ? [] : answers,
            impossible || answers.Length == 0);
    }

    private static SquadAnswer ReadAnswer(JsonElement json, string context)
    {
        string text = json.GetProperty("text").GetString() ?? "";
        int? start = json.TryGetProperty("answer_start", out JsonElement offset) && offset.TryGetInt32(out int number)
            ? Locate(context, text, number)
            : null;
        return new SquadAnswer(text, start);
    }

    // The format counts code points; UTF-16 offsets differ behind the first character outside the BMP.
    private static int? Locate(string context, string answer, int codePoint)
    {
        int offset = 0;
        for (int i = 0; i < codePoint && offset < context.Length; i++)
        {
            offset += char.IsHighSurrogate(context[offset]) && offset + 1 < context.Length && char.IsLowSurrogate(context[offset + 1]) ? 2 : 1;
        }

        return Holds(offset) ? offset : Holds(codePoint) ? codePoint : null;

        bool Holds(int at) => at >= 0 && at <= context.Length - answer.Length
            && string.CompareOrdinal(context, at, answer, 0, answer.Length) == 0;
    }
}
