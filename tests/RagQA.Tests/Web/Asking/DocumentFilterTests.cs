using RagQA.Web.Asking;

namespace RagQA.Tests.Web.Asking;

public sealed class DocumentFilterTests
{
    private static readonly DocumentFilter _filter = new()
    {
        Values = [new(DocumentFact.Type, "protocol"), new(DocumentFact.Type, "leaflet")],
        FromYear = 2020,
        ToYear = 2024,
    };

    private static readonly DocumentFilter _full = new()
    {
        Values = [new(DocumentFact.StudyType, "review"), new(DocumentFact.Source, "NICE"), new(DocumentFact.Language, "en")],
        AuthorOrSource = "author",
        LowestTrustTier = 2,
        WithoutRetracted = true,
        WithoutSuperseded = true,
    };

    private static readonly DocumentAttributes _kept = new() { StudyType = "Review", Source = "nice", Language = "EN", Authors = ["A. Author"], TrustTier = 1, SupersededBy = "" };

    [Fact]
    public void ToSearchFilter_OfYears_TakesThemWhole()
    {
        var search = _filter.ToSearchFilter()!;

        Assert.Equal((new DateOnly(2020, 1, 1), new DateOnly(2024, 12, 31)), (search.From!.Value, search.To!.Value));
        Assert.Equal(["protocol", "leaflet"], search.DocumentTypes);
        Assert.Null(DocumentFilter.None.ToSearchFilter());
    }

    [Theory]
    [InlineData("Protocol", 2022, true)]
    [InlineData("letter", 2022, false)]
    [InlineData("protocol", 2019, false)]
    [InlineData("protocol", 2025, false)]
    [InlineData("protocol", 0, false)]
    public void Keeps_ADocument_AsTheServerWould(string type, int year, bool expected) =>
        Assert.Equal(expected, _filter.Keeps(new DocumentAttributes { DocumentType = type, Date = year == 0 ? null : new DateOnly(year, 6, 1) }));

    [Fact]
    public void Keeps_EveryFact_IsAskedFor()
    {
        Assert.True(_full.Keeps(_kept));
        DocumentAttributes[] others =
        [
            _kept with { StudyType = null }, _kept with { Source = "Ward" }, _kept with { Language = "en-GB" }, _kept with { Authors = ["B. Other"] },
            _kept with { TrustTier = 3 }, _kept with { TrustTier = null }, _kept with { Retracted = true }, _kept with { SupersededBy = "another" },
        ];
        Assert.DoesNotContain(others, _full.Keeps);
    }

    [Fact]
    public void Of_WhatWasAskedFor_GivesTheSameFilter()
    {
        Assert.Equal(_full, DocumentFilter.Of(_full.ToSearchFilter()));
        Assert.Equal(_filter, DocumentFilter.Of(_filter.ToSearchFilter()));
        Assert.Equal(DocumentFilter.None, DocumentFilter.Of(null));
    }

    [Fact]
    public void Parts_EachRemoved_LeaveTheOthers()
    {
        Assert.Equal(["protocol or leaflet", "from 2020", "until 2024"], _filter.Parts().Select(p => p.Words));
        Assert.Equal(["review", "NICE", "en", "by author", "trust tier 1 to 2", "not retracted", "not superseded"], _full.Parts().Select(p => p.Words));
        Assert.Equal([DocumentFilter.None], new DocumentFilter { FromYear = 2020 }.Parts().Select(p => p.Without));
    }

    [Fact]
    public void Equals_WhateverTheOrderOfTypes_IsTrue()
    {
        Assert.Equal(_filter, _filter with { Values = [.. _filter.Values.Reverse()] });
        Assert.Equal(_filter.Values, _filter.Toggle(DocumentFact.Type, "letter").Toggle(DocumentFact.Type, "LETTER").Values);
        Assert.NotEqual(_filter, _filter with { AuthorOrSource = "x" });
    }

    [Fact]
    public async Task Facets_OfManyDocuments_AreCountedUpToTheLimit()
    {
        var facets = await CollectionFacets.CountAsync(Documents(10), limit: 7, TestContext.Current.CancellationToken);

        Assert.True(facets.IsPartial);
        Assert.Equal(7, facets.Counted);
        Assert.Equal([("protocol", 4), ("leaflet", 3)], facets.Of(DocumentFact.Type));
        Assert.Empty(facets.Of(DocumentFact.Source));
        Assert.Equal((2010, 2016), (facets.FirstYear, facets.LastYear));
        Assert.Equal(2, facets.Kept(new DocumentFilter { Values = [new(DocumentFact.Type, "leaflet")], FromYear = 2012 }));
    }

    private static async IAsyncEnumerable<DocumentDescription> Documents(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return await Task.FromResult(new DocumentDescription
            {
                Id = $"d{i}",
                Version = "sha256:0",
                Attributes = new DocumentAttributes { DocumentType = i % 2 == 0 ? "protocol" : "leaflet", Date = new DateOnly(2010 + i, 1, 1) },
            });
        }
    }
}
