namespace RagQA;

/// <summary>Ranks passages without reading them.</summary>
[Alias("ragqa.ISearcherGrain")]
public interface ISearcherGrain : IGrainWithIntegerKey
{
    /// <summary>Passages for a query, best first.</summary>
    [Alias("Search")]
    Task<SearchResult> Search(SearchRequest request, CancellationToken cancellationToken = default);
}
