namespace RagQA.Storage;

/// <summary>Who may see a document.</summary>
public static class AccessRule
{
    /// <summary>
    /// Whether a principal may see a document with these access labels: no labels means everybody, else the principal
    /// needs one of them (compared exactly) or the right to see everything.
    /// </summary>
    public static bool Allows(Principal principal, IReadOnlyCollection<string> labels)
    {
        ArgumentNullException.ThrowIfNull(principal);
        ArgumentNullException.ThrowIfNull(labels);
        return labels.Count == 0
            || principal.SeesEverything
            || labels.Any(label => principal.Groups.Contains(label, StringComparer.Ordinal));
    }
}
