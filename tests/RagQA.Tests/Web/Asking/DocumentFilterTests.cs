using RagQA.Web.Asking;

namespace RagQA.Tests.Web.Asking;

public sealed class DocumentFilterTests
{
    private static readonly DocumentFilter _filter = new() { Types = ["protocol", "leaflet"], FromYear = 2020, ToYear = 2024 };

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
        Assert.Equal(expected, _filter.Keeps(type, year == 0 ? null : new DateOnly(year, 6, 1)));

    [Fact]
    public void Parts_EachRemoved_LeaveTheOthers()
    {
        Assert.Equal(["protocol or leaflet", "from 2020", "until 2024"], _filter.Parts().Select(p => p.Words));
        Assert.Equal([DocumentFilter.None], new DocumentFilter { FromYear = 2020 }.Parts().Select(p => p.Without));
    }

    [Fact]
    public void Equals_WhateverTheOrderOfTypes_IsTrue()
    {
        Assert.Equal(_filter, _filter with { Types = ["leaflet", "protocol"] });
        Assert.Equal(_filter.Types, _filter.Toggle("letter").Toggle("LETTER").Types);
    }

    [Fact]
    public async Task Facets_OfManyDocuments_AreCountedUpToTheLimit()
    {
        var facets = await CollectionFacets.CountAsync(Documents(10), limit: 7, TestContext.Current.CancellationToken);

        Assert.True(facets.IsPartial);
        Assert.Equal(7, facets.Counted);
        Assert.Equal([("protocol", 4), ("leaflet", 3)], facets.Types);
        Assert.Equal((2010, 2016), (facets.FirstYear, facets.LastYear));
        Assert.Equal(2, facets.Kept(new DocumentFilter { Types = ["leaflet"], FromYear = 2012 }));
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
