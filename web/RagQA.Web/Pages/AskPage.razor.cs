using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;
using RagQA.Client;
using RagQA.Web.Asking;

namespace RagQA.Web.Pages;

/// <summary>The question and its answer; one component for both addresses, so that asking does not lose the page.</summary>
public sealed partial class AskPage : IDisposable
{
    // A double click on Ask must not land on Stop, which takes its place.
    private static readonly TimeSpan _doubleClick = TimeSpan.FromMilliseconds(300);

    // The first page waits for the list, so it does not wait for long.
    private static readonly TimeSpan _listPatience = TimeSpan.FromSeconds(5);

    private readonly AskSession _session = new();
    private readonly AskSettings _settings = new();
    private string _question = "";
    private string? _problem;
    private AskFailure? _listFailure;
    private Guid? _shownId;
    private string? _askedCollection;
    private long _askedAt;
    private CancellationTokenSource _following = new();

    /// <summary>Id of the answer that the address names.</summary>
    [Parameter] public Guid? Id { get; set; }

    /// <summary>Collections, kept from the prerendered page so that they do not vanish and come back.</summary>
    [PersistentState] public CollectionDescription[]? Collections { get; set; }

    [Inject] private IRagQAClient Client { get; set; } = null!;

    [Inject] private ICurrentPrincipal CurrentPrincipal { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IJSRuntime Script { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private IOptions<RagQAWebOptions> Options { get; set; } = null!;

    [Inject] private ILogger<AskPage> Log { get; set; } = null!;

    private bool IsLive => RendererInfo.IsInteractive;

    private bool IsEmpty => _session.Phase == AskPhase.Idle || (_session.Phase == AskPhase.Failed && _session.Id is null && _session.Failure is { IsAboutQuestion: true });

    private CollectionDescription? Chosen => Collections?.FirstOrDefault(c => c.Name == _settings.Collection);

    private string AskedCollection => _askedCollection ?? _settings.Collection;

    private double ElapsedMs => Math.Max(_session.Progress?.ElapsedMs ?? 0, _askedAt == 0 ? 0 : Time.GetElapsedTime(_askedAt).TotalMilliseconds);

    private int? LongerSeconds => _settings.DeadlineSeconds >= AskSettings.MaxDeadlineSeconds ? null : Math.Min(_settings.DeadlineSeconds * 2, AskSettings.MaxDeadlineSeconds);

    protected override async Task OnInitializedAsync()
    {
        if (Collections is null)
        {
            await ListCollections();
        }

        ChooseFirstCollection();
    }

    protected override void OnParametersSet()
    {
        if (Id == _shownId)
        {
            return;
        }

        _shownId = Id;
        if (Id == _session.Id)
        {
            return;
        }

        // The address changed under the page: Back, Forward, or a link.
        Unfollow();
        if (Id is not { } id)
        {
            _session.Reset();
            _question = "";
            return;
        }

        _session.Open(id);
        _askedAt = 0;
        if (IsLive)
        {
            _ = Follow(id, _following.Token);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || Id is not null)
        {
            return;
        }

        // A question typed before a reload or a lost connection comes back.
        var draft = await Script.InvokeAsync<string?>("ragqa.draft");
        if (draft is { Length: > 0 } && _question.Length == 0)
        {
            _question = draft;
            StateHasChanged();
        }
    }

    private async Task ListCollections()
    {
        _listFailure = null;
        try
        {
            using var patience = new CancellationTokenSource(_listPatience, Time);
            Collections = [.. await Client.ListCollectionsAsync(await CurrentPrincipal.GetAsync(patience.Token), patience.Token)];
            ChooseFirstCollection();
        }
        catch (Exception exception)
        {
            _listFailure = FailureOf(exception);
        }
    }

    private void ChooseFirstCollection()
    {
        if (Chosen is null)
        {
            // Reference documents first: a patient collection cannot be asked before a patient is chosen.
            _settings.Collection = (Collections?.OrderBy(c => c.Kind).FirstOrDefault(c => c.Documents > 0) ?? Collections?.FirstOrDefault())?.Name ?? "";
        }
    }

    private void ClearProblem() => _problem = null;

    private Task AskExample(string example)
    {
        _question = example;
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
        _problem = _settings.Problem(_question, Chosen);
        if (_problem is not null || Chosen is not { } collection)
        {
            return;
        }

        Unfollow();
        var cancellationToken = _following.Token;
        _session.Begin();
        _askedCollection = collection.Name;
        _askedAt = Time.GetTimestamp();
        _ = Tick(cancellationToken);
        try
        {
            var principal = await CurrentPrincipal.GetAsync(cancellationToken);
            var id = await Client.StartAsync(_settings.Request(_question, collection, principal), cancellationToken);
            _session.Accept(id);

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
        if (_askedAt != 0 && Time.GetElapsedTime(_askedAt) < _doubleClick)
        {
            return;
        }

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
            if (!cancellationToken.IsCancellationRequested)
            {
                Fail(exception);
                StateHasChanged();
            }
        }
    }

    private async Task ShowEnd()
    {
        if (_session.Answer is { } answer)
        {
            _question = answer.Question;
            if (Collections?.Any(c => c.Name == answer.Collection) == true)
            {
                (_settings.Collection, _settings.Subject) = (answer.Collection, answer.Subject ?? "");
            }

            await Script.InvokeVoidAsync("ragqa.clearDraft");
        }

        StateHasChanged();
    }

    public void Dispose()
    {
        _following.Cancel();
        _following.Dispose();
    }
}
