namespace RagQA.Web;

/// <summary>Which pages a principal may open.</summary>
public static class Roles
{
    /// <summary>The label that a curator holds.</summary>
    public const string Curator = "curator";

    /// <summary>Whether collections, documents, ingestions and feedback may be looked after; the one local user of an embedded server may.</summary>
    public static bool IsCurator(Principal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return principal.SeesEverything || principal.Groups.Contains(Curator, StringComparer.Ordinal);
    }
}
