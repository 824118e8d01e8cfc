namespace RagQA.Index;

/// <summary>A <see cref="PassageScope"/> made ready for many documents: subject, then access labels, then the user's filter.</summary>
internal sealed class ScopeRule
{
    private readonly PassageScope _scope;
    private readonly HashSet<string> _groups;
    private readonly HashSet<string>? _types;
    private readonly HashSet<string>? _ids;

    public ScopeRule(PassageScope scope)
    {
        _scope = scope;
        _groups = new HashSet<string>(scope.Principal.Groups, StringComparer.Ordinal);
        _types = SetOf(scope.Filter?.DocumentTypes, StringComparer.OrdinalIgnoreCase);
        _ids = SetOf(scope.Filter?.DocumentIds, StringComparer.Ordinal);
    }

    /// <summary>True when every open document passes.</summary>
    public bool TakesEveryOpenDocument => _scope.Subject is null && _types is null && _ids is null && _scope.Filter is not { From: not null } and not { To: not null };

    public bool Allows(PartitionDocument document) =>
        string.Equals(document.Subject, _scope.Subject, StringComparison.Ordinal)
        && (_scope.Principal.SeesEverything || document.AccessLabels.Length == 0 || _groups.Overlaps(document.AccessLabels))
        && (_ids is null || _ids.Contains(document.Id))
        && (_types is null || (document.DocumentType is { } type && _types.Contains(type)))
        && (_scope.Filter?.From is not { } from || document.Date >= from)
        && (_scope.Filter?.To is not { } to || document.Date <= to);

    private static HashSet<string>? SetOf(string[]? values, StringComparer comparer) =>
        values is { Length: > 0 } ? new HashSet<string>(values, comparer) : null;
}
