namespace RagQA.Index;

/// <summary>A <see cref="PassageScope"/> made ready for many documents: subject, then access labels, then the user's filter.</summary>
internal sealed class ScopeRule
{
    private readonly PassageScope _scope;
    private readonly HashSet<string> _groups;
    private readonly HashSet<string>? _types;
    private readonly HashSet<string>? _ids;
    private readonly HashSet<string>? _sources;
    private readonly HashSet<string>? _studyTypes;
    private readonly HashSet<string>? _languages;
    private readonly string? _authorOrSource;

    public ScopeRule(PassageScope scope)
    {
        _scope = scope;
        _groups = new HashSet<string>(scope.Principal.Groups, StringComparer.Ordinal);
        _types = SetOf(scope.Filter?.DocumentTypes, StringComparer.OrdinalIgnoreCase);
        _ids = SetOf(scope.Filter?.DocumentIds, StringComparer.Ordinal);
        _sources = SetOf(scope.Filter?.Sources, StringComparer.OrdinalIgnoreCase);
        _studyTypes = SetOf(scope.Filter?.StudyTypes, StringComparer.OrdinalIgnoreCase);
        _languages = SetOf(scope.Filter?.Languages, StringComparer.OrdinalIgnoreCase);
        _authorOrSource = string.IsNullOrWhiteSpace(scope.Filter?.AuthorOrSource) ? null : scope.Filter.AuthorOrSource.Trim();
    }

    /// <summary>True when every open document passes.</summary>
    public bool TakesEveryOpenDocument => _scope.Subject is null
        && (_types ?? _ids ?? _sources ?? _studyTypes ?? _languages) is null && _authorOrSource is null
        && _scope.Filter is null or { From: null, To: null, LowestTrustTier: null, WithoutRetracted: false, WithoutSuperseded: false };

    public bool Allows(PartitionDocument document) =>
        string.Equals(document.Subject, _scope.Subject, StringComparison.Ordinal)
        && (_scope.Principal.SeesEverything || document.AccessLabels.Length == 0 || _groups.Overlaps(document.AccessLabels))
        && (_ids is null || _ids.Contains(document.Id))
        && Allows(_types, document.DocumentType)
        && Allows(_sources, document.Source)
        && Allows(_studyTypes, document.StudyType)
        && Allows(_languages, document.Language)
        && (_authorOrSource is not { } name || Names(document.Source, name) || document.Authors.Any(author => Names(author, name)))
        && (_scope.Filter is not { } filter || AllowsRest(filter, document));

    // Comparisons with what a document does not say are false.
    private static bool AllowsRest(SearchFilter filter, PartitionDocument document) =>
        (filter.From is not { } from || document.Date >= from)
        && (filter.To is not { } to || document.Date <= to)
        && (filter.LowestTrustTier is not { } tier || document.TrustTier <= tier)
        && !(filter.WithoutRetracted && document.Retracted)
        && !(filter.WithoutSuperseded && document.Superseded);

    private static bool Allows(HashSet<string>? kept, string? value) => kept is null || (value is not null && kept.Contains(value));

    private static bool Names(string? text, string words) => text?.Contains(words, StringComparison.OrdinalIgnoreCase) == true;

    private static HashSet<string>? SetOf(string[]? values, StringComparer comparer) =>
        values is { Length: > 0 } ? new HashSet<string>(values, comparer) : null;
}
