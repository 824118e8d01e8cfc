using RagQA.Corpus;
using RagQA.Grains.Metrics;
using RagQA.Grains.Retrieval;
using RagQA.Storage;

namespace RagQA.Grains.Ingestion;

/// <summary>
/// Takes one document in: 1 parse, 2 split into passages, 3 encode what is new, with the encoder of every generation that is not retired, 4 commit. Encoding comes before the commit, so
/// that a committed document can be answered from as soon as the partitions have followed the log.
/// </summary>
internal sealed class DocumentIntake(IDocumentStore store, IFileParser parser, PassageSplitter splitter, PassageEmbeddings embeddings, IngestionMetrics metrics)
{
    public async Task<DocumentReceipt> PutAsync(string collectionId, DocumentInput document, CancellationToken cancellationToken)
    {
        try
        {
            var parsed = await ParseAsync(document, cancellationToken);
            return await PutAsync(collectionId, document.Id, parsed, document.Attributes, cancellationToken);
        }
        catch (RagQAException)
        {
            Failed();
            throw;
        }
    }

    /// <summary>Counts a document that does not go in.</summary>
    public void Failed() => metrics.HasFailed();

    public async Task<DocumentReceipt> PutAsync(
        string collectionId, string id, ParsedDocument parsed, DocumentAttributes stated, CancellationToken cancellationToken)
    {
        // What the operator states wins over what the file says of itself.
        var attributes = AttributeLayers.Over(stated, parsed.Attributes);
        attributes = attributes with { Title = attributes.Title ?? id };
        var passages = await Task.Run(() => splitter.Split(parsed), cancellationToken);
        var encoded = passages
            .Select(p => EncodedText.Compose(attributes.Title, p.Section, parsed.Text[p.Range.Start..p.Range.End]))
            .ToArray();
        var write = new DocumentWrite
        {
            Id = id,
            Attributes = attributes,
            Text = parsed.Text,
            Sections = parsed.Sections,
            Parser = parsed.Parser,
            Flags = parsed.Flags,
            Passages = passages,
        };
        var encoders = (await store.ListGenerationsAsync(collectionId, cancellationToken)).Where(g => g.State != GenerationState.Retired).Select(g => g.Encoder).Distinct().ToArray();
        var receipt = await embeddings.EnsureAsync(encoders, encoded, () => store.PutDocumentAsync(collectionId, write, cancellationToken), cancellationToken);
        metrics.WentIn(receipt.State);
        return receipt;
    }

    private async Task<ParsedDocument> ParseAsync(DocumentInput document, CancellationToken cancellationToken)
    {
        if (document is { Content: null, Text: { } text })
        {
            return await Task.Run(() => DocumentParsers.ParsePlainText(text, document.Attributes.Title), cancellationToken);
        }

        if (document is not { Content: { } content, FileName: { } name, Text: null })
        {
            throw new RagQAException("A document is either text, or a file with its name.");
        }

        var result = await parser.ParseAsync(name, content, cancellationToken);
        return result switch
        {
            { Failures: [var failure, ..] } => throw new RagQAException(FailureKind.Unsupported, $"Line {failure.Line}: {failure.Reason}"),
            { Documents: [var only] } => only,
            _ => throw new RagQAException("The file holds several documents: take it in as an ingestion."),
        };
    }
}
