namespace RagQA.Web;

/// <summary>The single user of an embedded server.</summary>
internal sealed class LocalPrincipal : ICurrentPrincipal
{
    public ValueTask<Principal> GetAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(Principal.Local);
}
