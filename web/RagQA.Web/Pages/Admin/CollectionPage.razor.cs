using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using RagQA.Client;

namespace RagQA.Web.Pages.Admin;

/// <summary>One collection with its documents, for curators.</summary>
public sealed partial class CollectionPage
{
    private const int MaxShown = 100;
    private const int MaxDocuments = 5000;

    private CollectionDescription? _collection;
    private IReadOnlyList<PartitionStatus> _partitions = [];
    private List<DocumentDescription> _documents = [];
    private string _text = "";
    private string _typed = "";
    private string _announcement = "";
    private bool _onlyFlagged;
    private string? _asking;
    private string? _problem;

    [Parameter] public string Name { get; set; } = "";

    [Inject] private IRagQAClient Client { get; set; } = null!;

    [Inject] private ICurrentPrincipal CurrentPrincipal { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IOptions<RagQAWebOptions> Options { get; set; } = null!;

    private bool IsLive => RendererInfo.IsInteractive;

    private List<DocumentDescription> Shown => [.. _documents.Where(d =>
        (!_onlyFlagged || d.Flags.Length > 0)
        && (_text.Trim().Length == 0
            || d.Id.Contains(_text.Trim(), StringComparison.OrdinalIgnoreCase)
            || d.Attributes.Title?.Contains(_text.Trim(), StringComparison.OrdinalIgnoreCase) == true))];

    protected override async Task OnInitializedAsync()
    {
        if (IsLive)
        {
            await Try(Load);
        }
    }

    private async Task Load(Principal principal)
    {
        _collection = await Client.GetCollectionAsync(Name, principal);
        _partitions = await Client.PartitionsAsync(Name, principal);
        var documents = new List<DocumentDescription>();
        await foreach (var document in Client.ListDocumentsAsync(Name, principal))
        {
            documents.Add(document);
            if (documents.Count == MaxDocuments)
            {
                break;
            }
        }

        _documents = documents;
    }

    private Task Delete(DocumentDescription document) => Try(async principal =>
    {
        await Client.DeleteDocumentAsync(Name, document.Id, principal);
        (_asking, _announcement) = (null, $"{document.Attributes.Title} was deleted");
        await Load(principal);
    });

    private Task DeleteAll() => Try(async principal =>
    {
        await Client.DeleteCollectionAsync(Name, principal);
        Navigation.NavigateTo("/admin/collections");
    });

    private async Task Try(Func<Principal, Task> act)
    {
        _problem = null;
        try
        {
            await act(await CurrentPrincipal.GetAsync());
        }
        catch (RagQAException exception)
        {
            _problem = exception.Message;
        }
    }
}
