namespace RagQA.Web.Asking;

/// <summary>What a collection can be filtered by, counted from its documents.</summary>
public sealed class CollectionFacets
{
    private readonly List<(string? Type, DateOnly? Date)> _documents = [];

    /// <summary>Documents that were counted.</summary>
    public int Counted => _documents.Count;

    /// <summary>Whether the collection holds more documents than were counted.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>Document types with their number of documents, the most frequent first.</summary>
    public IReadOnlyList<(string Type, int Documents)> Types { get; private set; } = [];

    public int? FirstYear { get; private set; }

    public int? LastYear { get; private set; }

    /// <summary>Counts at most <paramref name="limit"/> documents.</summary>
    public static async Task<CollectionFacets> CountAsync(IAsyncEnumerable<DocumentDescription> documents, int limit, CancellationToken cancellationToken = default)
    {
        var facets = new CollectionFacets();
        await foreach (var document in documents.WithCancellation(cancellationToken))
        {
            if (facets._documents.Count == limit)
            {
                facets.IsPartial = true;
                break;
            }

            facets._documents.Add((document.Attributes.DocumentType, document.Attributes.Date));
        }

        facets.Types = [.. facets._documents
            .Where(d => !string.IsNullOrEmpty(d.Type))
            .GroupBy(d => d.Type!, StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.OrdinalIgnoreCase)
            .Select(g => (g.First().Type!, g.Count()))];
        facets.FirstYear = facets._documents.Min(d => d.Date?.Year);
        facets.LastYear = facets._documents.Max(d => d.Date?.Year);
        return facets;
    }

    /// <summary>Number of counted documents that a filter keeps.</summary>
    public int Kept(DocumentFilter filter) => _documents.Count(d => filter.Keeps(d.Type, d.Date));
}
