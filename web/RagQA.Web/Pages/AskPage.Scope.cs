using RagQA.Web.Asking;

namespace RagQA.Web.Pages;

/// <summary>What the filters offer, and what has become of the collection since an answer.</summary>
public sealed partial class AskPage
{
    // Counting pages through the collection: enough for filters, bounded for large ones.
    private const int MaxCounted = 2000;

    private void ChooseFilter(DocumentFilter filter) => _settings.Filter = filter;

    private async Task ChangeScope()
    {
        ClearProblem();
        if (_countedCollection is not null && _countedCollection != _settings.Collection)
        {
            await CountFacets();
        }
    }

    private async Task CountFacets()
    {
        var collection = _settings.Collection;
        if (collection.Length == 0 || collection == _countedCollection)
        {
            return;
        }

        (_countedCollection, _facets) = (collection, null);
        try
        {
            var principal = await CurrentPrincipal.GetAsync();
            var facets = await CollectionFacets.CountAsync(Client.ListDocumentsAsync(collection, principal), MaxCounted);
            if (_countedCollection == collection)
            {
                _facets = facets;
            }
        }
        catch (RagQAException exception)
        {
            (_countedCollection, _problem) = (null, exception.Message);
        }
    }

    private long RevisionOf(Answer answer) => Collections?.FirstOrDefault(c => c.Name == answer.Collection)?.Revision ?? 0;
}
