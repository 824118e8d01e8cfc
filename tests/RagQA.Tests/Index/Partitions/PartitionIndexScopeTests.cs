using CsCheck;
using RagQA.Index;

namespace RagQA.Tests.Index;

public sealed class PartitionIndexScopeTests
{
    private static readonly Principal Nurse = new() { User = "nurse", Groups = ["ward-a"] };

    [Fact]
    public void Search_AccessLabels_OnlyOpenOrSharedUnlessEverythingIsSeen()
    {
        using var partition = With(
            Of(1, new() { AccessLabels = ["ward-a", "ward-b"] }),
            Of(2, new() { AccessLabels = ["ward-b"] }),
            Of(3, new()),
            Of(4, new() { AccessLabels = ["WARD-A"] }));
        Assert.Equal([1, 3], Found(partition, new PassageScope { Principal = Nurse }));
        Assert.Equal([3], Found(partition, new PassageScope { Principal = new Principal { User = "guest" } }));
        Assert.Equal([1, 2, 3, 4], Found(partition, new PassageScope { Principal = Principal.Local }));
    }

    [Fact]
    public void Search_Subject_OnlyThatSubjectAndNoneWhenNoneIsGiven()
    {
        using var partition = With(Of(1, new() { Subject = "p1" }), Of(2, new() { Subject = "p2" }), Of(3, new()), Of(4, new() { Subject = "P1" }));
        Assert.Equal([1], Found(partition, new PassageScope { Principal = Principal.Local, Subject = "p1" }));
        Assert.Equal([3], Found(partition, new PassageScope { Principal = Principal.Local }));
        Assert.Empty(Found(partition, new PassageScope { Principal = Principal.Local, Subject = "p3" }));
    }

    [Fact]
    public void Search_Filter_TypesWithoutCaseDatesInclusiveIdsExact()
    {
        using var partition = With(
            Of(1, new() { DocumentType = "Protocol", Date = new DateOnly(2024, 1, 1) }),
            Of(2, new() { DocumentType = "leaflet", Date = new DateOnly(2024, 6, 1) }),
            Of(3, new()));
        Assert.Equal([1], Filtered(partition, new() { DocumentTypes = ["PROTOCOL"] }));
        Assert.Equal([1, 2], Filtered(partition, new() { From = new DateOnly(2024, 1, 1), To = new DateOnly(2024, 6, 1) }));
        Assert.Equal([2], Filtered(partition, new() { From = new DateOnly(2024, 1, 2) }));
        Assert.Equal([1], Filtered(partition, new() { To = new DateOnly(2024, 5, 31) }));
        Assert.Equal([2, 3], Filtered(partition, new() { DocumentIds = ["d2", "d3", "D1"] }));
        Assert.Equal([1, 2, 3], Filtered(partition, new()));
    }

    [Fact]
    public void Search_FilterOfFacts_KeepsWhatSaysSoAndDropsWhatSaysNothing()
    {
        using var partition = With(
            Of(1, new() { Source = "NICE", StudyType = "review", Language = "en", Authors = ["A. Author", "B. Other"], TrustTier = 1 }),
            Of(2, new() { Source = "Ward", StudyType = "Randomised trial", Language = "pt-BR", TrustTier = 3, Retracted = true }),
            Of(3, new() { SupersededBy = "d1" }),
            Of(4, new() { SupersededBy = "" }));
        Assert.Equal([1], Filtered(partition, new() { Sources = ["nice"] }));
        Assert.Equal([2], Filtered(partition, new() { StudyTypes = ["randomised trial"] }));
        Assert.Equal([1, 2], Filtered(partition, new() { Languages = ["EN", "PT-br"] }));
        Assert.Equal([1], Filtered(partition, new() { AuthorOrSource = " other " }));
        Assert.Equal([2], Filtered(partition, new() { AuthorOrSource = "ward" }));
        Assert.Equal([1], Filtered(partition, new() { LowestTrustTier = 2 }));
        Assert.Equal([1, 3, 4], Filtered(partition, new() { WithoutRetracted = true }));
        Assert.Equal([1, 2, 4], Filtered(partition, new() { WithoutSuperseded = true }));
        Assert.Equal([1, 2, 3, 4], Filtered(partition, new() { AuthorOrSource = " " }));
    }

    [Fact]
    public void Search_DocumentGetsLabels_OldAttributesNoLongerCount()
    {
        using var partition = With(Of(1, new()));
        partition.Apply([Of(1, new() { AccessLabels = ["secret"] })], [], 2);
        Assert.Empty(Found(partition, new PassageScope { Principal = Nurse }));
        partition.Apply([Of(1, new())], [], 3);
        Assert.Equal([1], Found(partition, new PassageScope { Principal = Nurse }));
    }

    [Fact]
    public void Search_AnyLabelsAndGroups_EqualsTheRuleReadOffTheContract()
    {
        var labels = Gen.Int[0, 2].Select(i => "abc"[i].ToString()).Array[0, 3];
        var subject = Gen.Int[0, 2].Select(i => i == 0 ? null : $"p{i}");
        Gen.Select(Gen.Select(labels, subject).Array[0, 12], labels, subject, Gen.Bool).Sample((documents, groups, asked, everything) =>
        {
            using var partition = With([.. documents.Select((document, i) => Of(i, new() { AccessLabels = document.Item1, Subject = document.Item2 }))]);
            var scope = new PassageScope { Principal = new Principal { User = "u", Groups = groups, SeesEverything = everything }, Subject = asked };
            var expected = Enumerable.Range(0, documents.Length).Where(i => documents[i].Item2 == asked
                && (everything || documents[i].Item1.Length == 0 || documents[i].Item1.Intersect(groups).Any())).Select(i => (long)i);
            return Found(partition, scope).SequenceEqual(expected);
        }, iter: 200);
    }

    private static PartitionEntry Of(long id, DocumentAttributes attributes) => Entries.Entry(id, $"d{id}", attributes, text: "sepsis");

    private static PartitionIndex With(params PartitionEntry[] entries)
    {
        var partition = Entries.Partition();
        partition.Apply(entries, [], 1);
        return partition;
    }

    private static long[] Filtered(PartitionIndex partition, SearchFilter filter) =>
        Found(partition, new PassageScope { Principal = Principal.Local, Filter = filter });

    private static long[] Found(PartitionIndex partition, PassageScope scope)
    {
        var hits = Entries.Ask(partition, "sepsis", scope, top: 50);
        Assert.Equal(hits.DenseIds.Order(), hits.LexicalIds.Order());
        return [.. hits.DenseIds.Order()];
    }
}
