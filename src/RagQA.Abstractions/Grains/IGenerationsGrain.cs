using Orleans.Concurrency;

namespace RagQA;

/// <summary>The generations of one collection; key is the collection's internal id.</summary>
[Alias("ragqa.IGenerationsGrain")]
public interface IGenerationsGrain : IGrainWithStringKey
{
    /// <summary>Generations by their numbers, those that were retired among them.</summary>
    [Alias("List"), AlwaysInterleave]
    Task<GenerationDescription[]> List(CancellationToken cancellationToken = default);

    /// <summary>Begins to build a generation, or goes on with the one that is being built when it is the same. It is ready, and not yet active, at the end.</summary>
    /// <exception cref="RagQAException">The encoder is not there (not found), or not on every silo (conflict), another generation is being built (conflict), or the gold set cannot be read (not found, unsupported).</exception>
    [Alias("Start"), AlwaysInterleave, ResponseTimeout("00:01:00")]
    Task<GenerationDescription> Start(GenerationRequest request, CancellationToken cancellationToken = default);

    /// <summary>Goes on with one that a stop interrupted; nothing happens when none is being built or it runs.</summary>
    [Alias("GoOn"), AlwaysInterleave]
    Task GoOn(CancellationToken cancellationToken = default);

    /// <summary>Answers questions from another generation, from the next question on; also back.</summary>
    /// <exception cref="RagQAException">It is not ready, or a silo does not have its encoder (conflict).</exception>
    [Alias("Activate"), AlwaysInterleave, ResponseTimeout("00:10:00")]
    Task<GenerationDescription> Activate(int number, CancellationToken cancellationToken = default);

    /// <summary>Gives up one that is not active, or stops the building of one: its partitions on every silo, and its encoder's embeddings where no other generation needs them.</summary>
    /// <exception cref="RagQAException">It is active, or was until a moment ago (conflict).</exception>
    [Alias("Retire"), AlwaysInterleave, ResponseTimeout("00:10:00")]
    Task<GenerationDescription> Retire(int number, CancellationToken cancellationToken = default);
}
