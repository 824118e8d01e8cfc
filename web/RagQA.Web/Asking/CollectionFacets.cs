namespace RagQA.Web.Asking;

/// <summary>What a collection can be filtered by, counted from its documents.</summary>
public sealed class CollectionFacets
{
    private readonly List<DocumentAttributes> _documents = [];

    /// <summary>Documents that were counted.</summary>
    public int Counted => _documents.Count;

    /// <summary>Whether the collection holds more documents than were counted.</summary>
    public bool IsPartial { get; private set; }

    public int? FirstYear { get; private set; }

    public int? LastYear { get; private set; }

    /// <summary>Trust tiers that documents have, the most trusted first.</summary>
    public IReadOnlyList<int> Tiers { get; private set; } = [];

    /// <summary>Whether a document names an author or a source.</summary>
    public bool NamesAuthors { get; private set; }

    public int Retracted { get; private set; }

    public int Superseded { get; private set; }

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

            facets._documents.Add(document.Attributes);
        }

        facets.FirstYear = facets._documents.Min(d => d.Date?.Year);
        facets.LastYear = facets._documents.Max(d => d.Date?.Year);
        facets.Tiers = [.. facets._documents.Where(d => d.TrustTier is not null).Select(d => d.TrustTier!.Value).Distinct().Order()];
        facets.NamesAuthors = facets._documents.Any(d => d.Authors.Length > 0 || d.Source is { Length: > 0 });
        facets.Retracted = facets._documents.Count(d => d.Retracted);
        facets.Superseded = facets._documents.Count(d => d.SupersededBy is { Length: > 0 });
        return facets;
    }

    /// <summary>Values of a fact with their number of documents, the most frequent first.</summary>
    public IReadOnlyList<(string Value, int Documents)> Of(DocumentFact fact) =>
    [
        .. _documents
            .Select(d => FactValue.Of(d, fact))
            .Where(value => !string.IsNullOrEmpty(value))
            .GroupBy(value => value!, StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.OrdinalIgnoreCase)
            .Select(g => (g.First()!, g.Count())),
    ];

    /// <summary>Number of counted documents that a filter keeps.</summary>
    public int Kept(DocumentFilter filter) => _documents.Count(filter.Keeps);
}
