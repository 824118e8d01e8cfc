using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using RagQA.Client;
using RagQA.Web.Asking;

namespace RagQA.Web.Pages.Admin;

/// <summary>One bulk job, live. Its state is the server's, so a reload or another browser shows the same.</summary>
public sealed partial class IngestionJobPage : IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _gone = new();
    private IngestionStatus? _job;
    private Guid? _followed;
    private string _announcement = "";
    private string? _problem;

    [Parameter] public Guid Id { get; set; }

    [Inject] private IRagQAClient Client { get; set; } = null!;

    [Inject] private ICurrentPrincipal CurrentPrincipal { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private IOptions<RagQAWebOptions> Options { get; set; } = null!;

    private bool IsLive => RendererInfo.IsInteractive;

    protected override async Task OnParametersSetAsync()
    {
        if (IsLive && _followed != Id)
        {
            // A job that was tried again leads to the next one on the same page.
            (_followed, _job) = (Id, null);
            await Look();
            if (_job is null || !IngestionWords.IsOver(_job))
            {
                _ = Follow(Id);
            }
        }
    }

    private Task Follow(Guid id) => Polling.RunAsync(
        _interval,
        Time,
        async () =>
        {
            await Look();
            StateHasChanged();
            return id == Id && (_job is null || !IngestionWords.IsOver(_job));
        },
        _gone.Token);

    private async Task Look()
    {
        try
        {
            var job = await Client.GetIngestionAsync(Id);
            if (job.State != _job?.State)
            {
                _announcement = IngestionWords.State(job);
            }

            (_job, _problem) = (job, null);
        }
        catch (RagQAException exception)
        {
            _problem = exception.Message;
        }
    }

    private async Task Act(Func<Guid, CancellationToken, Task<IngestionStatus>> act)
    {
        try
        {
            var wasOver = _job is { } before && IngestionWords.IsOver(before);
            _job = await act(Id, _gone.Token);
            _announcement = IngestionWords.State(_job);
            if (wasOver)
            {
                _ = Follow(Id);
            }
        }
        catch (RagQAException exception)
        {
            _problem = exception.Message;
        }
    }

    private async Task Retry()
    {
        try
        {
            var request = new IngestionRequest { Collection = _job!.Collection, Paths = _job.Paths, Principal = await CurrentPrincipal.GetAsync() };
            var job = await Client.StartIngestionAsync(request);
            Navigation.NavigateTo($"/admin/ingestion/{job.Id}");
        }
        catch (RagQAException exception)
        {
            _problem = exception.Message;
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
