namespace RagQA.Storage;

/// <summary>
/// Generations of collections. One of a collection is active, at most one is being built; numbers only grow, and what was
/// retired stays on record.
/// </summary>
/// <remarks>An unknown collection or number is a <see cref="RagQAException"/> (not found).</remarks>
public interface IGenerationStore
{
    /// <summary>Generations of a collection by their numbers.</summary>
    Task<Generation[]> ListGenerationsAsync(string collectionId, CancellationToken cancellationToken = default);

    /// <summary>Generations of all collections, with the internal id of each one's collection, by their numbers.</summary>
    Task<(string CollectionId, Generation Generation)[]> ListAllGenerationsAsync(CancellationToken cancellationToken = default);

    /// <summary>Internal ids of the collections of which a generation is being built.</summary>
    Task<string[]> ListBuildingAsync(CancellationToken cancellationToken = default);

    /// <summary>Records a generation to be built, with the next number; the one that is being built if it has the same encoder and partitions, with the gold set and user of this call.</summary>
    /// <param name="collectionId">The collection.</param>
    /// <param name="wanted">Encoder, partitions, gold set and user; the rest is set here.</param>
    /// <param name="defaultEncoder">The silo's encoder: from now on it is named where none was.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="RagQAException">Another one is being built (conflict), or the number of partitions is not allowed (invalid).</exception>
    Task<Generation> StartGenerationAsync(string collectionId, Generation wanted, string defaultEncoder, CancellationToken cancellationToken = default);

    /// <summary>Makes one that is being built ready.</summary>
    /// <exception cref="RagQAException">It is not being built (conflict).</exception>
    Task<Generation> CompleteGenerationAsync(string collectionId, int number, GenerationComparison? comparison, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes one that is ready the active one and the active one ready, in one commit that takes a revision: whoever reads the collection
    /// sees number, partitions and encoder of one of them. Nothing happens when it is active.
    /// </summary>
    /// <exception cref="RagQAException">It is being built or retired (conflict).</exception>
    Task<CollectionDescription> ActivateGenerationAsync(string collectionId, int number, CancellationToken cancellationToken = default);

    /// <summary>Records that one is no more; nothing happens when it was retired before.</summary>
    /// <param name="collectionId">The collection.</param>
    /// <param name="number">The generation.</param>
    /// <param name="after">How long it must not have been active: questions that began before the switch still use it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="RagQAException">It is active, or was a moment ago (conflict).</exception>
    Task<Generation> RetireGenerationAsync(string collectionId, int number, TimeSpan after, CancellationToken cancellationToken = default);
}
