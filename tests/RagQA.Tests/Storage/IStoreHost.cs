using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>Where the store of one test lives.</summary>
internal interface IStoreHost : IAsyncDisposable
{
    /// <summary>Opens the store; the same one at every call.</summary>
    Task<IDocumentStore> OpenAsync(TimeProvider time);
}
