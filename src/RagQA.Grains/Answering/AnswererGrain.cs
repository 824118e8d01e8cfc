using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Placement;
using RagQA.Grains.Metrics;

namespace RagQA.Grains.Answering;

/// <summary>
/// One answer: owns its deadline and keeps its events, so that a page that lost its connection goes on where it was.
/// Goes away some time after the answer was finished or last looked at.
/// </summary>
[GrainType("ragqa-answerer"), PreferLocalPlacement, Reentrant, CollectionAgeLimit(Minutes = 2)]
internal sealed class AnswererGrain(
    AnswerPipeline pipeline,
    RequestRules rules,
    QuestionAdmission admission,
    RecentQuestions recent,
    QuestionMetrics metrics,
    IOptions<AnswererOptions> options,
    TimeProvider time,
    ILogger<AnswererGrain> logger)
    : Grain, IAnswererGrain, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly AnswerEvents _events = new(time);
    private AskRequest? _request;
    private Task<CollectionDescription>? _accepted;
    private Task<Answer>? _answer;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _stop.CancelAsync();

    public void Dispose() => _stop.Dispose();

    public Task Reserve(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public async Task Start(AskRequest request, CancellationToken cancellationToken = default)
    {
        if (_request is not null && (_request.Question != request.Question || _request.Collection != request.Collection))
        {
            throw new RagQAException(FailureKind.Conflict, "This answer id belongs to another question. Ask again without an id.");
        }

        _request = request;
        try
        {
            var collection = await (_accepted ??= rules.CheckAsync(request, _stop.Token));
            if (_answer is null)
            {
                var place = admission.EnterAsync(request.Deadline, _stop.Token);
                if (place.IsFaulted)
                {
                    metrics.WasRefused();
                    await place;
                }

                _answer = RunAsync(request, collection, place);
            }
        }
        catch
        {
            // Nothing was accepted: the id is free again.
            _request = null;
            _accepted = null;
            DeactivateOnIdle();
            throw;
        }
    }

    public async Task<Answer> Ask(AskRequest request, CancellationToken cancellationToken = default)
    {
        await Start(request, cancellationToken);
        try
        {
            return await _answer!.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody waits for it any more: it must not take time from others.
            await _stop.CancelAsync();
            throw;
        }
    }

    public async IAsyncEnumerable<AnswerEvent> Watch(
        Principal principal, int from, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        CheckOwner(principal);
        await foreach (var next in _events.ReadFrom(from, cancellationToken))
        {
            yield return next;
        }
    }

    public Task<Answer?> Get(Principal principal, CancellationToken cancellationToken = default)
    {
        CheckOwner(principal);
        return _answer switch
        {
            { IsCompletedSuccessfully: true } => Task.FromResult<Answer?>(_answer.Result),
            { IsCompleted: true } => WithoutValue(_answer),
            _ => Task.FromResult<Answer?>(null),
        };
    }

    public Task Stop(Principal principal, CancellationToken cancellationToken = default)
    {
        CheckOwner(principal);
        return _stop.CancelAsync();
    }

    private static async Task<Answer?> WithoutValue(Task<Answer> failed) => await failed;

    private async Task<Answer> RunAsync(AskRequest request, CollectionDescription collection, Task<IDisposable> entering)
    {
        using var span = RagQATelemetry.Spans.StartActivity("ragqa.answer");
        try
        {
            var came = time.GetTimestamp();
            using var place = await entering;
            var answer = await pipeline.RunAsync(this.GetPrimaryKey(), request, collection, came, _events, _stop.Token);
            recent.Answered(time.GetElapsedTime(came));
            metrics.Answered(answer);
            span?.SetTag("ragqa.status", answer.Status.ToString());
            _events.Finish(answer);
            return answer;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            metrics.WasStopped();
            _events.Fail("The question was stopped.");
            throw;
        }
        catch (RagQAException e) when (e.Kind == FailureKind.Busy)
        {
            metrics.WasRefused();
            _events.Fail(e.Message);
            throw;
        }
        catch (Exception e)
        {
            metrics.HasFailed();
            span?.SetStatus(ActivityStatusCode.Error);
            logger.LogError(e, "Answer {Answer} failed.", this.GetPrimaryKey());
            _events.Fail(e is RagQAException ? e.Message : "The question failed inside the server; its log has the cause. Ask again.");
            throw;
        }
        finally
        {
            DelayDeactivation(options.Value.Retention);
        }
    }

    private void CheckOwner(Principal principal)
    {
        if (_request is null || _request.Principal.User != principal.User)
        {
            if (_request is null)
            {
                DeactivateOnIdle();
            }

            throw new RagQAException(FailureKind.NotFound, "There is no such answer, or it is no longer kept. Ask the question again.");
        }
    }
}
