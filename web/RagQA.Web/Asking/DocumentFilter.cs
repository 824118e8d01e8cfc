using System.Globalization;

namespace RagQA.Web.Asking;

/// <summary>Which documents may answer, as the page's filters say it.</summary>
public sealed record DocumentFilter
{
    public static DocumentFilter None { get; } = new();

    /// <summary>Document types to keep, in their order on the page; empty keeps all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>First year to keep; null for no limit.</summary>
    public int? FromYear { get; init; }

    /// <summary>Last year to keep; null for no limit.</summary>
    public int? ToYear { get; init; }

    public bool IsEmpty => Types.Count == 0 && FromYear is null && ToYear is null;

    /// <summary>Adds a type or takes it away.</summary>
    public DocumentFilter Toggle(string type) => this with
    {
        Types = Types.Contains(type, StringComparer.OrdinalIgnoreCase) ? [.. Types.Where(t => !t.Equals(type, StringComparison.OrdinalIgnoreCase))] : [.. Types, type],
    };

    /// <summary>The parts of the filter, each with what is left without it.</summary>
    public IEnumerable<FilterPart> Parts()
    {
        if (Types.Count > 0)
        {
            yield return new FilterPart(string.Join(" or ", Types), this with { Types = [] });
        }

        if (FromYear is { } from)
        {
            yield return new FilterPart(string.Create(CultureInfo.InvariantCulture, $"from {from}"), this with { FromYear = null });
        }

        if (ToYear is { } to)
        {
            yield return new FilterPart(string.Create(CultureInfo.InvariantCulture, $"until {to}"), this with { ToYear = null });
        }
    }

    /// <summary>Whether a document of this type and date is kept; one without a date falls to a limit of years.</summary>
    public bool Keeps(string? type, DateOnly? date) =>
        (Types.Count == 0 || Types.Contains(type ?? "", StringComparer.OrdinalIgnoreCase))
        && (FromYear is not { } from || date?.Year >= from)
        && (ToYear is not { } to || date?.Year <= to);

    public SearchFilter? ToSearchFilter() => IsEmpty
        ? null
        : new SearchFilter
        {
            DocumentTypes = [.. Types],
            From = FromYear is { } from ? new DateOnly(from, 1, 1) : null,
            To = ToYear is { } to ? new DateOnly(to, 12, 31) : null,
        };

    public bool Equals(DocumentFilter? other) =>
        other is not null && FromYear == other.FromYear && ToYear == other.ToYear && Types.Order(StringComparer.OrdinalIgnoreCase).SequenceEqual(other.Types.Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);

    public override int GetHashCode() => HashCode.Combine(FromYear, ToYear, Types.Count);
}
