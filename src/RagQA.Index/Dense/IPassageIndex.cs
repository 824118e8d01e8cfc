namespace RagQA.Index;

/// <summary>
/// Finds the passages whose embeddings have the greatest inner product with a question's embedding (MIPS; greater is better).
/// Rows are positions in the order of adding. Searches may run side by side; adding excludes every other call, and the caller sees to it.
/// </summary>
public interface IPassageIndex : IDisposable
{
    /// <summary>Numbers per embedding.</summary>
    int Dimension { get; }

    /// <summary>Rows in the index.</summary>
    int Count { get; }

    /// <summary>Bytes held by vectors, links and ids, about.</summary>
    long MemoryBytes { get; }

    /// <summary>Adds passages; their rows follow the rows that are there.</summary>
    /// <param name="ids">Ids, none of them in the index already.</param>
    /// <param name="vectors">Embeddings <c>[ids, dimension]</c>.</param>
    /// <exception cref="ArgumentException">An id is there already or comes twice, a number is not finite, or the lengths do not fit; nothing was added.</exception>
    void Add(ReadOnlySpan<long> ids, ReadOnlySpan<float> vectors);

    /// <summary>The best passages, best first, ties by lower id; fewer than <paramref name="k"/> only when fewer may be scored.</summary>
    /// <param name="query">Embedding of the question <c>[dimension]</c>.</param>
    /// <param name="k">Number of passages wanted, above 0.</param>
    /// <param name="filter">Rows that may be scored; null for all.</param>
    /// <exception cref="ArgumentException">The query has another dimension or a number that is not finite, <paramref name="k"/> is not above 0, or the filter speaks about more rows than there are.</exception>
    ScoredPassage[] Search(ReadOnlySpan<float> query, int k, PassageFilter? filter = null);

    /// <summary>The same, by several cores, saying how it was done.</summary>
    /// <param name="query">Embedding of the question <c>[dimension]</c>.</param>
    /// <param name="k">Number of passages wanted, above 0.</param>
    /// <param name="filter">Rows that may be scored; null for all.</param>
    /// <param name="cores">Cores that may work on it, above 0; where little is to be done, fewer do.</param>
    /// <param name="plan">How it was done, and why so.</param>
    ScoredPassage[] Search(ReadOnlySpan<float> query, int k, PassageFilter? filter, int cores, out SearchPlan plan);

    /// <summary>Copies the embedding of a row.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="destination">Room for <c>[dimension]</c> numbers.</param>
    void ReadVector(int row, Span<float> destination);

    /// <summary>Writes the index to a file: under a temporary name first, flushed, then renamed.</summary>
    void Save(string path);
}
