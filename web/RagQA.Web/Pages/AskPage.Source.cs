using RagQA.Web.Asking;

namespace RagQA.Web.Pages;

/// <summary>The source that stands beside the answer.</summary>
public sealed partial class AskPage
{
    private SourceOpener? _opener;
    private SourceTarget? _source;

    private Task ShowSource(SourceTarget target)
    {
        _source = target;
        StateHasChanged();
        return Task.CompletedTask;
    }

    private void CloseSource() => _source = null;
}
