using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using RagQA.Client;

namespace RagQA.Web.Pages.Admin;

/// <summary>Silos and partitions, live. Whoever may not operate the cluster only looks.</summary>
public sealed partial class ClusterPage : IDisposable
{
    private const int MaxMembers = 20;

    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _gone = new();
    private ClusterStatus? _status;
    private DateTimeOffset _asOf;
    private bool _isOperator;
    private bool _isPaused;
    private string _announcement = "";
    private string? _problem;

    [Inject] private IRagQAClient Client { get; set; } = null!;

    [Inject] private ICurrentPrincipal CurrentPrincipal { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private IOptions<RagQAWebOptions> Options { get; set; } = null!;

    private bool IsLive => RendererInfo.IsInteractive;

    protected override async Task OnInitializedAsync()
    {
        if (IsLive)
        {
            _isOperator = Roles.Holds(await CurrentPrincipal.GetAsync(), Roles.Operator);
            await Look();
            _ = Polling.RunAsync(_interval, Time, Follow, _gone.Token);
        }
    }

    private static string Health(ClusterStatus status) =>
        status.UnderReplicated > 0 || status.MembershipFailure is not null || status.Silos.Any(s => !s.IsAnswering) ? "Degraded" : "Healthy";

    private static string[] Versions(ClusterStatus status)
        => [.. status.Silos.Where(s => s.IsAnswering).Select(s => s.Version).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Silos that could take what one gives up.</summary>
    private static int Takers(ClusterStatus status, SiloReport silo)
        => status.Silos.Count(s => s.Silo != silo.Silo && s is { IsAnswering: true, IsDraining: false });

    private async Task<bool> Follow()
    {
        if (!_isPaused)
        {
            await Look();
            StateHasChanged();
        }

        return true;
    }

    private async Task Look()
    {
        try
        {
            var before = _status;
            _status = await Client.ClusterStatusAsync(_gone.Token);
            (_asOf, _problem) = (Time.GetUtcNow(), null);
            if (before is not null && Health(before) != Health(_status))
            {
                _announcement = $"The cluster is {Health(_status).ToLowerInvariant()}";
            }
        }
        catch (RagQAException exception)
        {
            _problem = exception.Message;
        }
    }

    private void Pause() => _isPaused = !_isPaused;

    private async Task Drain(SiloReport silo)
    {
        try
        {
            await Client.DrainSiloAsync(silo.Silo, _gone.Token);
            _announcement = $"{silo.Name} drains";
            await Look();
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
