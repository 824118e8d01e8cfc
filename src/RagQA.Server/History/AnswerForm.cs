using System.IO.Compression;
using System.Text.Json;
using RagQA.Server.Api;
using RagQA.Web.History;

namespace RagQA.Server.History;

/// <summary>
/// The form in which an answer is kept: places in documents instead of their text, which is cut from the documents again
/// when the answer is opened. So a purged document leaves no passage behind, and rights are checked as of today.
/// </summary>
/// <param name="Answer">The answer without texts of passages and sentences.</param>
/// <param name="SentenceLengths">Length of each citation's sentence, by answer and citation, in UTF-16 code units.</param>
internal sealed record AnswerForm(Answer Answer, int[][] SentenceLengths)
{
    public static byte[] Write(Answer answer)
    {
        var form = new AnswerForm(
            answer with
            {
                Passages = Array.ConvertAll(answer.Passages, p => p with { Text = "" }),
                Answers = Array.ConvertAll(answer.Answers, a => a with
                {
                    Text = "",
                    Citations = Array.ConvertAll(a.Citations, c => c with { Quote = "", Sentence = "" }),
                }),
            },
            Array.ConvertAll(answer.Answers, a => Array.ConvertAll(a.Citations, c => c.Sentence.Length)));
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            JsonSerializer.Serialize(zip, form, ApiJson.Options);
        }

        return packed.ToArray();
    }

    public static AnswerForm Read(byte[] packed)
    {
        using var zip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<AnswerForm>(zip, ApiJson.Options) ?? throw new JsonException("The kept answer is empty.");
    }

    /// <summary>Documents whose text is needed.</summary>
    public IEnumerable<string> Documents => Answer.Passages.Select(p => p.DocumentId)
        .Concat(Answer.Answers.SelectMany(a => a.Citations).Select(c => c.DocumentId))
        .Distinct(StringComparer.Ordinal);

    /// <summary>Cuts every text again; what does not stand in the same version of its document any more is left out.</summary>
    public KeptAnswer Restore(IReadOnlyDictionary<string, DocumentText> documents)
    {
        var passages = Answer.Passages
            .Select(p => Slice(documents, p.DocumentId, p.DocumentVersion, p.Start, p.End) is { } text ? p with { Text = text } : null)
            .OfType<RankedPassage>()
            .ToArray();
        var answers = Answer.Answers
            .Select((a, i) => a with { Citations = [.. a.Citations.Select((c, j) => Restore(c, SentenceLengths[i][j], documents)).OfType<Citation>()] })
            .Where(a => a.Citations.Length > 0)
            .Select(a => a with { Text = a.Citations[0].Quote })
            .ToArray();
        return new KeptAnswer(Answer with { Passages = passages, Answers = answers }, Answer.Passages.Length - passages.Length);
    }

    private static Citation? Restore(Citation citation, int sentenceLength, IReadOnlyDictionary<string, DocumentText> documents)
    {
        var quote = Slice(documents, citation.DocumentId, citation.DocumentVersion, citation.Start, citation.End);
        var sentence = Slice(documents, citation.DocumentId, citation.DocumentVersion, citation.SentenceStart, citation.SentenceStart + sentenceLength);
        return quote is null || sentence is null ? null : citation with { Quote = quote, Sentence = sentence };
    }

    private static string? Slice(IReadOnlyDictionary<string, DocumentText> documents, string id, string version, int start, int end) =>
        documents.TryGetValue(id, out var document) && document.Document.Version == version && start >= 0 && start <= end && end <= document.Text.Length
            ? document.Text[start..end]
            : null;
}
