using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;
using RagQA.Web.Asking;

namespace RagQA.Web.Pages;

/// <summary>Asking, stopping, and following an answer to its end.</summary>
public sealed partial class AskPage
{
    private void ClearProblem() => (_problem, _patientData) = (null, null);

    private Task AskFiltered(DocumentFilter filter)
    {
        _settings.Filter = filter;
        return AskAgain();
    }

    private Task AskCollection(string collection)
    {
        (_settings.Collection, _settings.Subject, _settings.Filter) = (collection, "", DocumentFilter.None);
        return AskAgain();
    }

    /// <summary>Asks what a kept answer was asked, and shows both.</summary>
    private async Task AskAndCompare()
    {
        var before = _session.Answer;
        await AskAgain();
        _before = ReferenceEquals(_session.Answer, before) ? null : before;
    }

    private Task AskQuestion(string question)
    {
        _question = question;
        return AskAgain();
    }

    private Task SearchLonger()
    {
        _settings.DeadlineSeconds = LongerSeconds ?? _settings.DeadlineSeconds;
        return AskAgain();
    }

    /// <summary>Asks from a button that goes away by it; the focus goes to the question.</summary>
    private async Task AskAgain()
    {
        await Script.InvokeVoidAsync("ragqa.focusQuestion");
        await Ask();
    }

    /// <summary>Asks again, or fetches again where the address names an answer whose question is not known.</summary>
    private Task Retry()
    {
        if (_question.Length > 0 || Id is not { } id)
        {
            return AskAgain();
        }

        Unfollow();
        _session.Open(id);
        _ = Follow(id, _following.Token);
        return Task.CompletedTask;
    }

    private async Task Ask()
    {
        ClearProblem();
        _problem = _settings.Problem(_question, Chosen);
        if (_problem is not null || Chosen is not { } collection)
        {
            return;
        }

        if (collection.Kind == CollectionKind.Reference
            && Options.Value.PatientData != PatientDataRule.Off
            && _question != _askedAnyway
            && PatientDataGuard.Notice(_question) is { } noticed)
        {
            _patientData = noticed;
            return;
        }

        await Send(collection);
    }

    private async Task AskAnyway()
    {
        ClearProblem();
        _askedAnyway = _question;
        if (Chosen is { } collection)
        {
            await Send(collection);
        }
    }

    private async Task Send(CollectionDescription collection)
    {
        Unfollow();
        var cancellationToken = _following.Token;
        _session.Begin();
        (_askedCollection, _asked) = (collection.Name, _settings.Scope);
        (_wasOpened, _withheld, _before, _source) = (false, 0, null, null);
        _askedAt = Time.GetTimestamp();
        _ = Tick(cancellationToken);
        try
        {
            var principal = await CurrentPrincipal.GetAsync(cancellationToken);

            // A trace of its own: that of the connection would go on as long as the page is open.
            Activity.Current = null;
            using var span = RagQATelemetry.Spans.StartActivity("ragqa.page");
            var id = await Client.StartAsync(_settings.Request(_question, collection, principal), cancellationToken);
            _session.Accept(id);
            History.Keep(id, principal);

            // The first answer takes the place of the empty page; a later one lets Back lead to the one before.
            Navigation.NavigateTo($"/answers/{id}", replace: Id is null);
            _ = Follow(id, cancellationToken);
        }
        catch (Exception exception)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                Fail(exception);
            }
        }
    }

    private async Task Stop()
    {
        var id = _session.Id;
        Unfollow();
        _session.Stop();
        if (id is { } running)
        {
            try
            {
                await Client.StopAsync(running, await CurrentPrincipal.GetAsync());
            }
            catch (RagQAException exception)
            {
                // For the user it is stopped; at the server it ends at its deadline.
                Log.LogInformation(exception, "Stopping answer {Id} failed", running);
            }
        }
    }

    /// <summary>Takes the events of an answer until its end; the page is drawn at the end and by <see cref="Tick"/>.</summary>
    private async Task Follow(Guid id, CancellationToken cancellationToken)
    {
        _ = Tick(cancellationToken);
        try
        {
            var principal = await CurrentPrincipal.GetAsync(cancellationToken);
            await foreach (var answerEvent in Client.WatchAsync(id, 0, principal, cancellationToken))
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    return;
                }

                _session.Apply(answerEvent);
            }

            if (_session.IsBusy)
            {
                _session.Fail(new AskFailure(FailureKind.Unavailable, "The answer ended without a result. Ask again."));
            }

            await ShowEnd();
        }
        catch (Exception exception)
        {
            if (!cancellationToken.IsCancellationRequested && !await OpenKept(id, exception, cancellationToken))
            {
                Fail(exception);
                StateHasChanged();
            }
        }
    }

    /// <summary>Shows an answer that left the server's memory from the history; false where it is not there.</summary>
    private async Task<bool> OpenKept(Guid id, Exception exception, CancellationToken cancellationToken)
    {
        if (_session.Phase != AskPhase.Opening || exception is not RagQAException { Kind: FailureKind.NotFound })
        {
            return false;
        }

        try
        {
            if (await History.FindAsync(id, await CurrentPrincipal.GetAsync(cancellationToken), cancellationToken) is not { } kept)
            {
                return false;
            }

            _withheld = kept.Withheld;
            _session.Show(kept.Answer);
            await ShowEnd();
            return true;
        }
        catch (RagQAException failure)
        {
            Fail(failure);
            StateHasChanged();
            return true;
        }
    }

    private async Task ShowEnd()
    {
        if (_session.Answer is { } answer)
        {
            if (_wasOpened)
            {
                // Of an answer that was asked here the question stands there already, or the next one that is being typed.
                _question = answer.Question;
            }

            if (Collections?.Any(c => c.Name == answer.Collection) == true)
            {
                (_settings.Collection, _settings.Subject) = (answer.Collection, answer.Subject ?? "");
            }

            if (_wasOpened)
            {
                (_askedCollection, _settings.Filter) = (answer.Collection, DocumentFilter.Of(answer.Filter));
                _asked = _settings.Scope;
            }

            if (!_asked.Filter.IsEmpty && answer.Passages.Length == 0)
            {
                await CountFacets();
            }

            await Script.InvokeVoidAsync("ragqa.clearDraft", answer.Question);
        }

        StateHasChanged();
    }
}
