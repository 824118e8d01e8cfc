namespace RagQA;

/// <summary>The collections there are; key 0.</summary>
[Alias("ragqa.ICatalogGrain")]
public interface ICatalogGrain : IGrainWithIntegerKey
{
    /// <summary>All collections by name.</summary>
    [Alias("List")]
    Task<CollectionDescription[]> List(Principal principal, CancellationToken cancellationToken = default);

    /// <summary>One collection by its name.</summary>
    /// <exception cref="RagQAException">There is none (not found); the message lists those there are.</exception>
    [Alias("Get")]
    Task<CollectionDescription> Get(string name, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Makes a collection, or returns it when it is there with the same kind.</summary>
    /// <exception cref="RagQAException">The name is not allowed, or it is there with another kind.</exception>
    [Alias("Put")]
    Task<CollectionDescription> Put(string name, CollectionInput input, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Bulk jobs, the newest first; how far a running one is, is asked of itself.</summary>
    [Alias("Ingestions")]
    Task<IngestionStatus[]> Ingestions(Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Deletes a collection with all its documents.</summary>
    [Alias("Delete"), ResponseTimeout("00:10:00")]
    Task Delete(string name, Principal principal, CancellationToken cancellationToken = default);
}
