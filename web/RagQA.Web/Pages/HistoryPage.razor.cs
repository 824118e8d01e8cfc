using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using RagQA.Web.Asking;
using RagQA.Web.History;

namespace RagQA.Web.Pages;

/// <summary>A user's own questions.</summary>
public sealed partial class HistoryPage
{
    private const string EraseWord = "delete";
    private const int PageSize = 50;

    private List<HistoryEntry>? _rows;
    private HistoryQuery _query = new() { Limit = PageSize + 1 };
    private string _text = "";
    private string _word = "";
    private string _announcement = "";
    private string? _problem;
    private bool _isKept = true;
    private bool _hasMore;

    [Inject] private IAnswerHistory History { get; set; } = null!;

    [Inject] private ICurrentPrincipal CurrentPrincipal { get; set; } = null!;

    [Inject] private IOptions<RagQAWebOptions> Options { get; set; } = null!;

    private bool IsLive => RendererInfo.IsInteractive;

    private bool IsFiltered => _query with { Limit = PageSize + 1, Skip = 0 } != new HistoryQuery { Limit = PageSize + 1 };

    protected override async Task OnInitializedAsync()
    {
        // Questions are not part of the first, prerendered page: it comes without them and is filled by the circuit.
        if (IsLive && History.IsOffered)
        {
            _isKept = await History.IsKeptAsync(await CurrentPrincipal.GetAsync());
            await Load(_query);
        }
    }

    private static string Outcome(HistoryEntry row) =>
        row.AnswerText is { } text
            ? $"“{Wording.OneLine(text)}”{(row.Disagreement ? $"{Wording.Dot}sources disagree" : "")}{(row.Status == AnswerStatus.Degraded ? $"{Wording.Dot}partly searched" : "")}"
            : row.Status == AnswerStatus.Degraded ? "No answer in what could be searched" : "No answer";

    private async Task Load(HistoryQuery query)
    {
        _query = query;
        _problem = null;
        try
        {
            var rows = await History.ListAsync(await CurrentPrincipal.GetAsync(), query);
            _hasMore = rows.Count > PageSize;
            var page = rows.Take(PageSize);
            _rows = query.Skip == 0 ? [.. page] : [.. _rows ?? [], .. page];
            _announcement = Wording.Count(_rows.Count, "question");
        }
        catch (RagQAException exception)
        {
            _problem = exception.Message;
        }
    }

    private Task More() => Load(_query with { Skip = _rows?.Count ?? 0 });

    private Task Find(ChangeEventArgs args)
    {
        _text = args.Value as string ?? "";
        return Load(_query with { Skip = 0, Text = _text.Trim().Length == 0 ? null : _text.Trim() });
    }

    private Task ChooseOutcome(ChangeEventArgs args) => Load(_query with { Skip = 0, HasAnswer = bool.TryParse(args.Value as string, out var has) ? has : null });

    private Task ChooseStarred(ChangeEventArgs args) => Load(_query with { Skip = 0, OnlyStarred = args.Value is true });

    private Task ChooseFrom(ChangeEventArgs args) => Load(_query with { Skip = 0, From = Day(args) });

    private Task ChooseUntil(ChangeEventArgs args) => Load(_query with { Skip = 0, Until = Day(args)?.AddDays(1) });

    private static DateTimeOffset? Day(ChangeEventArgs args) =>
        DateOnly.TryParseExact(args.Value as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
            : null;

    private async Task Switch(ChangeEventArgs args)
    {
        _isKept = args.Value is true;
        await History.SwitchAsync(_isKept, await CurrentPrincipal.GetAsync());
        _announcement = _isKept ? "Questions are kept from now on" : "Questions are not kept from now on";
    }

    private async Task Star(HistoryEntry row)
    {
        await History.StarAsync(row.AnswerId, !row.IsStarred, await CurrentPrincipal.GetAsync());
        _rows![_rows.IndexOf(row)] = row with { IsStarred = !row.IsStarred };
    }

    private async Task Erase(HistoryEntry row)
    {
        await History.EraseAsync(row.AnswerId, await CurrentPrincipal.GetAsync());
        _rows!.Remove(row);
        _announcement = "Deleted";
    }

    private async Task EraseAll()
    {
        var rows = await History.EraseAllAsync(await CurrentPrincipal.GetAsync());
        _word = "";
        await Load(new HistoryQuery { Limit = PageSize + 1 });
        _announcement = $"{Wording.Count(rows, "question")} deleted";
    }
}
