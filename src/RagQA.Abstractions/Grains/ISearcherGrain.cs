namespace RagQA;

/// <summary>Ranks passages without reading them.</summary>
[Alias("ragqa.ISearcherGrain")]
public interface ISearcherGrain : IGrainWithIntegerKey
{
    /// <summary>Passages for a query, best first.</summary>
    [Alias("Search"), ResponseTimeout("00:03:00")]
    Task<SearchResult> Search(SearchRequest request, CancellationToken cancellationToken = default);
}
