using System.Globalization;

namespace RagQA.Web.Asking;

/// <summary>Which documents may answer, as the page's filters say it; the same rule as <see cref="SearchFilter"/>.</summary>
public sealed record DocumentFilter
{
    private static readonly DocumentFact[] _facts = Enum.GetValues<DocumentFact>();

    public static DocumentFilter None { get; } = new();

    /// <summary>Values to keep, in their order on the page; a fact without one here is not restricted.</summary>
    public IReadOnlyList<FactValue> Values { get; init; } = [];

    /// <summary>First year to keep; null for no limit.</summary>
    public int? FromYear { get; init; }

    /// <summary>Last year to keep; null for no limit.</summary>
    public int? ToYear { get; init; }

    /// <summary>Words in the name of an author or of the source; empty for no limit.</summary>
    public string AuthorOrSource { get; init; } = "";

    /// <summary>Lowest trust to keep, 1 (most) to 5; null for no limit.</summary>
    public int? LowestTrustTier { get; init; }

    public bool WithoutRetracted { get; init; }

    public bool WithoutSuperseded { get; init; }

    public bool IsEmpty => Equals(None);

    public bool Has(DocumentFact fact, string value) => Values.Any(v => v.Is(fact, value));

    /// <summary>Adds a value or takes it away.</summary>
    public DocumentFilter Toggle(DocumentFact fact, string value) => this with
    {
        Values = Has(fact, value) ? [.. Values.Where(v => !v.Is(fact, value))] : [.. Values, new FactValue(fact, value)],
    };

    /// <summary>The parts of the filter, each with what is left without it.</summary>
    public IEnumerable<FilterPart> Parts()
    {
        foreach (var fact in _facts.Where(f => Of(f).Length > 0))
        {
            yield return new FilterPart(string.Join(" or ", Of(fact)), this with { Values = [.. Values.Where(v => v.Fact != fact)] });
        }

        if (FromYear is { } from)
        {
            yield return new FilterPart(string.Create(CultureInfo.InvariantCulture, $"from {from}"), this with { FromYear = null });
        }

        if (ToYear is { } to)
        {
            yield return new FilterPart(string.Create(CultureInfo.InvariantCulture, $"until {to}"), this with { ToYear = null });
        }

        if (AuthorOrSource.Length > 0)
        {
            yield return new FilterPart($"by {AuthorOrSource}", this with { AuthorOrSource = "" });
        }

        if (LowestTrustTier is { } tier)
        {
            yield return new FilterPart(tier == 1 ? "trust tier 1" : string.Create(CultureInfo.InvariantCulture, $"trust tier 1 to {tier}"), this with { LowestTrustTier = null });
        }

        if (WithoutRetracted)
        {
            yield return new FilterPart("not retracted", this with { WithoutRetracted = false });
        }

        if (WithoutSuperseded)
        {
            yield return new FilterPart("not superseded", this with { WithoutSuperseded = false });
        }
    }

    /// <summary>Whether a document is kept; one that does not say what is asked for is not.</summary>
    public bool Keeps(DocumentAttributes document) =>
        _facts.All(f => Of(f) is not { Length: > 0 } kept || kept.Contains(FactValue.Of(document, f) ?? "", StringComparer.OrdinalIgnoreCase))
        && (FromYear is not { } from || document.Date?.Year >= from)
        && (ToYear is not { } to || document.Date?.Year <= to)
        && (AuthorOrSource.Length == 0 || document.Authors.Append(document.Source).Any(name => name?.Contains(AuthorOrSource, StringComparison.OrdinalIgnoreCase) == true))
        && (LowestTrustTier is not { } tier || document.TrustTier <= tier)
        && !(WithoutRetracted && document.Retracted)
        && !(WithoutSuperseded && document.SupersededBy is { Length: > 0 });

    public SearchFilter? ToSearchFilter() => IsEmpty
        ? null
        : new SearchFilter
        {
            DocumentTypes = Of(DocumentFact.Type),
            StudyTypes = Of(DocumentFact.StudyType),
            Sources = Of(DocumentFact.Source),
            Languages = Of(DocumentFact.Language),
            From = FromYear is { } from ? new DateOnly(from, 1, 1) : null,
            To = ToYear is { } to ? new DateOnly(to, 12, 31) : null,
            AuthorOrSource = AuthorOrSource.Length > 0 ? AuthorOrSource : null,
            LowestTrustTier = LowestTrustTier,
            WithoutRetracted = WithoutRetracted,
            WithoutSuperseded = WithoutSuperseded,
        };

    /// <summary>The filter that an answer was made with, to whole years.</summary>
    public static DocumentFilter Of(SearchFilter? search) => search is null
        ? None
        : new DocumentFilter
        {
            Values =
            [
                .. search.DocumentTypes.Select(v => new FactValue(DocumentFact.Type, v)),
                .. search.StudyTypes.Select(v => new FactValue(DocumentFact.StudyType, v)),
                .. search.Sources.Select(v => new FactValue(DocumentFact.Source, v)),
                .. search.Languages.Select(v => new FactValue(DocumentFact.Language, v)),
            ],
            FromYear = search.From?.Year,
            ToYear = search.To?.Year,
            AuthorOrSource = search.AuthorOrSource?.Trim() ?? "",
            LowestTrustTier = search.LowestTrustTier,
            WithoutRetracted = search.WithoutRetracted,
            WithoutSuperseded = search.WithoutSuperseded,
        };

    public bool Equals(DocumentFilter? other) =>
        other is not null && (FromYear, ToYear, LowestTrustTier, WithoutRetracted, WithoutSuperseded) == (other.FromYear, other.ToYear, other.LowestTrustTier, other.WithoutRetracted, other.WithoutSuperseded)
        && string.Equals(AuthorOrSource, other.AuthorOrSource, StringComparison.OrdinalIgnoreCase)
        && Values.Count == other.Values.Count && Values.All(v => other.Has(v.Fact, v.Value));

    public override int GetHashCode() => HashCode.Combine(FromYear, ToYear, Values.Count, LowestTrustTier, WithoutRetracted, WithoutSuperseded);

    private string[] Of(DocumentFact fact) => [.. Values.Where(v => v.Fact == fact).Select(v => v.Value)];
}
