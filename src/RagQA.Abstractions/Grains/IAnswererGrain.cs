namespace RagQA;

/// <summary>Answers one question; its key is the answer's id. Keeps the events of its answer so that a listener can reconnect.</summary>
[Alias("ragqa.IAnswererGrain")]
public interface IAnswererGrain : IGrainWithGuidKey
{
    /// <summary>Returns when the grain is there and can take a question.</summary>
    [Alias("Reserve")]
    Task Reserve(CancellationToken cancellationToken = default);

    /// <summary>Starts the question and returns when it is accepted.</summary>
    /// <exception cref="RagQAException">The request is wrong, or this id has another question.</exception>
    [Alias("Start")]
    Task Start(AskRequest request, CancellationToken cancellationToken = default);

    /// <summary>Starts the question if need be and waits for its answer.</summary>
    [Alias("Ask"), ResponseTimeout("00:03:00")]
    Task<Answer> Ask(AskRequest request, CancellationToken cancellationToken = default);

    /// <summary>Events from number <paramref name="from"/> on; ends after the answer or error.</summary>
    [Alias("Watch")]
    IAsyncEnumerable<AnswerEvent> Watch(Principal principal, int from, CancellationToken cancellationToken = default);

    /// <summary>The answer if it is finished, null while it runs.</summary>
    /// <exception cref="RagQAException">There is no such answer, or it belongs to another principal.</exception>
    [Alias("Get")]
    Task<Answer?> Get(Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Stops a running answer; nothing happens if it is finished.</summary>
    [Alias("Stop")]
    Task Stop(Principal principal, CancellationToken cancellationToken = default);
}
