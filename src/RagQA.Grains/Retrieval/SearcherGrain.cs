using Orleans.Concurrency;
using RagQA.Grains.Answering;

namespace RagQA.Grains.Retrieval;

/// <summary>Ranks passages for a query; runs where it is called.</summary>
[GrainType("ragqa-searcher"), StatelessWorker, Reentrant]
internal sealed class SearcherGrain(RequestRules rules, QuestionAdmission admission, PassageRetrieval retrieval, TimeProvider time) : Grain, ISearcherGrain
{
    public async Task<SearchResult> Search(SearchRequest request, CancellationToken cancellationToken = default)
    {
        var started = time.GetTimestamp();
        var collection = await rules.CheckAsync(request, cancellationToken);
        using var place = await admission.EnterAsync(request.Deadline, cancellationToken);
        var retrieved = await retrieval.RetrieveAsync(
            new RetrievalRequest
            {
                Collection = collection,
                Query = request.Query,
                Scope = new PassageScope { Principal = request.Principal, Subject = request.Subject, Filter = request.Filter },
                Mode = request.Mode,
                Top = request.Top,
            },
            request.Deadline - time.GetElapsedTime(started),
            SilentProgress.Instance,
            cancellationToken);
        return new SearchResult
        {
            Passages = [.. retrieved.Passages],
            Coverage = retrieved.Coverage,
            Revision = retrieved.Revision,
            Searches = retrieved.Searches,
            Spelling = retrieved.Spelling,
            Timings = new StageTimings
            {
                EncodeMs = retrieved.EncodeMs,
                EncodeDevice = retrieved.EncodeDevice,
                SearchMs = retrieved.SearchMs,
                VerifyMs = retrieved.VerifyMs,
                TotalMs = time.GetElapsedTime(started).TotalMilliseconds,
            },
        };
    }
}
