using RagQA.Corpus;
using RagQA.Storage;

namespace RagQA.Grains.Answering;

/// <summary>
/// Turns groups of spans into answers with citations. Every cited passage is read from the store once more before the answer
/// leaves: a document that was deleted, changed or closed to the caller in the meantime is not quoted.
/// </summary>
internal sealed class CitationMaker(IDocumentStore store)
{
    public async Task<AnswerSpan[]> CiteAsync(
        CollectionDescription collection, AskRequest request, IReadOnlyList<AnswerGroup> groups, ConfidenceScale scale, CancellationToken cancellationToken)
    {
        var ids = groups.SelectMany(g => g.Spans).Select(s => s.Source.Passage.PassageId).Distinct().ToArray();
        var stored = (await store.ReadPassagesAsync(collection.Id, ids, cancellationToken))
            .Where(p => AccessRule.Allows(request.Principal, p.Attributes.AccessLabels)
                && string.Equals(p.Attributes.Subject, request.Subject, StringComparison.Ordinal))
            .ToDictionary(p => p.PassageId);
        var answers = new List<AnswerSpan>();
        foreach (var group in groups)
        {
            var cited = group.Spans
                .Select(span => stored.TryGetValue(span.Source.Passage.PassageId, out var passage) ? Cite(span, passage) : null)
                .OfType<Citation>().ToArray();
            if (cited.Length > 0)
            {
                answers.Add(new AnswerSpan
                {
                    Text = cited[0].Quote,
                    Probability = Math.Round(group.Probability, 4),
                    Confidence = scale.Of(group),
                    Citations = cited,
                });
            }
        }

        return [.. answers];
    }

    private static Citation? Cite(GroupedSpan span, StoredPassage passage)
    {
        var range = new TextRange(span.Span.Start, span.Span.End);
        if (passage.DocumentVersion != span.Source.Passage.DocumentVersion || range.End > passage.Text.Length
            || !string.Equals(passage.Text[range.Start..range.End], span.Text, StringComparison.Ordinal))
        {
            return null;
        }

        var sentence = SentenceSplitter.Around(passage.Text, new TextRange(0, passage.Text.Length), range);
        return new Citation
        {
            DocumentId = passage.DocumentId,
            DocumentVersion = passage.DocumentVersion,
            Title = passage.Attributes.Title ?? passage.DocumentId,
            Source = passage.Attributes.Source,
            Date = passage.Attributes.Date,
            DocumentType = passage.Attributes.DocumentType,
            Authors = passage.Attributes.Authors,
            Url = passage.Attributes.Url,
            StudyType = passage.Attributes.StudyType,
            TrustTier = passage.Attributes.TrustTier,
            Retracted = passage.Attributes.Retracted,
            SupersededBy = passage.Attributes.SupersededBy,
            Section = passage.Section,
            Page = passage.PagedSection?.PageAt(passage.Range.Start + range.Start) ?? passage.Page,
            PassageId = passage.PassageId,
            Start = passage.Range.Start + range.Start,
            End = passage.Range.Start + range.End,
            Quote = passage.Text[range.Start..range.End],
            Sentence = passage.Text[sentence.Start..sentence.End],
            SentenceStart = passage.Range.Start + sentence.Start,
            FoundBy = span.Source.Passage.FoundBy,
        };
    }
}
