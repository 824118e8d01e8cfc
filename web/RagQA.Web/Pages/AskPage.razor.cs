using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;
using RagQA.Client;
using RagQA.Web.Asking;
using RagQA.Web.History;

namespace RagQA.Web.Pages;

/// <summary>The question and its answer; one component for both addresses, so that asking does not lose the page.</summary>
public sealed partial class AskPage : IDisposable
{
    // The first page waits for the list, so it does not wait for long.
    private static readonly TimeSpan _listPatience = TimeSpan.FromSeconds(5);

    private const int MaxOthers = 3;

    private readonly AskSession _session = new();
    private readonly AskSettings _settings = new();
    private string _question = "";
    private string? _problem;
    private AskFailure? _listFailure;
    private Guid? _shownId;
    private string? _askedCollection;
    private (string Collection, string Subject, int Top, RetrievalMode Mode, DocumentFilter Filter) _asked = ("", "", 0, default, DocumentFilter.None);
    private string? _patientData;
    private string? _askedAnyway;
    private CollectionFacets? _facets;
    private string? _countedCollection;
    private bool _isCurator;
    private bool _wasOpened;
    private int _withheld;
    private Answer? _before;
    private long _askedAt;
    private CancellationTokenSource _following = new();

    /// <summary>Id of the answer that the address names.</summary>
    [Parameter] public Guid? Id { get; set; }

    /// <summary>Collections, kept from the prerendered page so that they do not vanish and come back.</summary>
    [PersistentState] public CollectionDescription[]? Collections { get; set; }

    [Inject] private IRagQAClient Client { get; set; } = null!;

    [Inject] private ICurrentPrincipal CurrentPrincipal { get; set; } = null!;

    [Inject] private IAnswerHistory History { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IJSRuntime Script { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private IOptions<RagQAWebOptions> Options { get; set; } = null!;

    [Inject] private ILogger<AskPage> Log { get; set; } = null!;

    private bool IsLive => RendererInfo.IsInteractive;

    private bool IsEmpty => _session.Phase == AskPhase.Idle || (_session.Phase == AskPhase.Failed && _session.Id is null && _session.Failure is { IsAboutQuestion: true });

    private CollectionDescription? Chosen => Collections?.FirstOrDefault(c => c.Name == _settings.Collection);

    /// <summary>Whether the answer on the page was made with other choices than those made now.</summary>
    private bool HasChanged => _session.Phase == AskPhase.Finished && _asked.Top > 0 && _asked != _settings.Scope;

    /// <summary>Collections that the same question can go to: none about patients, who would have to be named.</summary>
    private string[] OtherCollections =>
        [.. (Collections ?? []).Where(c => c.Kind == CollectionKind.Reference && c.Documents > 0 && c.Name != AskedCollection).Select(c => c.Name).Take(MaxOthers)];

    private string AskedCollection => _askedCollection ?? _settings.Collection;

    private double ElapsedMs => Math.Max(_session.Progress?.ElapsedMs ?? 0, _askedAt == 0 ? 0 : Time.GetElapsedTime(_askedAt).TotalMilliseconds);

    private int? LongerSeconds => _settings.DeadlineSeconds >= AskSettings.MaxDeadlineSeconds ? null : Math.Min(_settings.DeadlineSeconds * 2, AskSettings.MaxDeadlineSeconds);

    protected override async Task OnInitializedAsync()
    {
        _opener = new SourceOpener(ShowSource);
        _isCurator = Roles.Holds(await CurrentPrincipal.GetAsync(), Roles.Curator);
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
        _source = null;
        if (Id is not { } id)
        {
            _session.Reset();
            (_question, _before) = ("", null);
            return;
        }

        _session.Open(id);
        (_askedAt, _wasOpened, _withheld, _before) = (0, true, 0, null);
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

        // Unless another one was chosen meanwhile.
        var first = _settings.Collection;
        var preferred = await Script.InvokeAsync<string?>("ragqa.defaultCollection");
        if (_settings.Collection == first && preferred != first && Collections?.Any(c => c.Name == preferred) == true)
        {
            _settings.Collection = preferred!;
            StateHasChanged();
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

    public void Dispose()
    {
        _following.Cancel();
        _following.Dispose();
    }
}
