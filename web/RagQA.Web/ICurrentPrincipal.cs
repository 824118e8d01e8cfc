namespace RagQA.Web;

/// <summary>Says on whose behalf the page asks. A host with authentication registers its own before <c>AddRagQAWeb</c>.</summary>
public interface ICurrentPrincipal
{
    /// <summary>The principal of the current request or circuit.</summary>
    ValueTask<Principal> GetAsync(CancellationToken cancellationToken = default);
}
