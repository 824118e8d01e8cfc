namespace RagQA.Web;

/// <summary>Which pages a principal may open.</summary>
public static class Roles
{
    /// <summary>The label that a curator holds: collections, documents, ingestions and feedback.</summary>
    public const string Curator = "curator";

    /// <summary>The label that an operator holds: the cluster.</summary>
    public const string Operator = "operator";

    /// <summary>Whether a principal holds a role; the one local user of an embedded server holds all.</summary>
    public static bool Holds(Principal principal, string role)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return principal.SeesEverything || principal.Groups.Contains(role, StringComparer.Ordinal);
    }
}
