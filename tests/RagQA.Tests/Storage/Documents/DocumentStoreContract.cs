using System.Security.Cryptography;
using System.Text;
using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>What every document store does, whatever it keeps its rows in.</summary>
public abstract class DocumentStoreContract : StoreContract
{
    private protected DocumentStoreContract(IStoreHost host)
        : base(host)
    {
    }

    [Fact]
    public async Task CreateCollection_NewName_HasIdGenerationAndNoDocuments()
    {
        CollectionDescription made = await Store.CreateCollectionAsync("leaflets-1", new CollectionInput { Partitions = 3, ExampleQuestions = ["Who?"] }, Token);
        Assert.Matches("^[a-z2-7]{12}$", made.Id);
        Assert.Equal(("leaflets-1", 3, 1, 0L, 0L, 0L), (made.Name, made.Partitions, made.Generation, made.Revision, made.Documents, made.Passages));
        Assert.Equal(Time.GetUtcNow(), made.CreatedAt);
        Assert.Null(made.ChangedAt);
        Assert.Equal(["Who?"], made.ExampleQuestions);
        Assert.Equivalent(made, await Store.GetCollectionAsync("leaflets-1", Token), strict: true);
        Assert.Equivalent(made, await Store.GetCollectionByIdAsync(made.Id, Token), strict: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("A")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task CreateCollection_BadName_IsInvalid(string name) =>
        Assert.Equal(FailureKind.Invalid, await FailureOf(() => Store.CreateCollectionAsync(name, new CollectionInput(), Token)));

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public async Task CreateCollection_BadPartitions_IsInvalid(int partitions) =>
        Assert.Equal(FailureKind.Invalid, await FailureOf(() => Store.CreateCollectionAsync("c", new CollectionInput { Partitions = partitions }, Token)));

    [Fact]
    public async Task CreateCollection_SameNameAgain_ReturnsItOrConflictsOnKind()
    {
        string id = await MakeCollectionAsync();
        Assert.Equal(id, await MakeCollectionAsync());
        Assert.Equal(FailureKind.Conflict, await FailureOf(() => MakeCollectionAsync(CollectionKind.Patient)));
    }

    [Fact]
    public async Task CreateCollection_SameNameWithOtherReplicas_ChangesThemAndNothingElse()
    {
        CollectionDescription made = await Store.CreateCollectionAsync("c", new CollectionInput { Partitions = 3 }, Token);
        Assert.Equal(1, made.Replicas);
        Assert.Equivalent(made with { Replicas = 2 }, await Store.CreateCollectionAsync("c", new CollectionInput { Partitions = 5, Replicas = 2 }, Token), strict: true);
        Assert.Equal(2, (await Store.CreateCollectionAsync("c", new CollectionInput(), Token)).Replicas);
        Assert.Equal(2, (await Store.GetCollectionByIdAsync(made.Id, Token))?.Replicas);
        Assert.Equal(3, (await Store.CreateCollectionAsync("d", new CollectionInput { Replicas = 3 }, Token)).Replicas);
        Assert.Equal(FailureKind.Invalid, await FailureOf(() => Store.CreateCollectionAsync("e", new CollectionInput { Replicas = 0 }, Token)));
    }

    [Fact]
    public async Task DeleteCollection_ThenMadeAgain_HasAnotherIdAndNothingInIt()
    {
        string id = await MakeCollectionAsync();
        await Store.PutDocumentAsync(id, SampleDocuments.Make("d", "One. Two."), Token);
        await Store.DeleteCollectionAsync("c", Token);
        Assert.Null(await Store.GetCollectionAsync("c", Token));
        Assert.Equal(FailureKind.NotFound, await FailureOf(() => Store.GetRevisionAsync(id, Token)));
        Assert.Equal(FailureKind.NotFound, await FailureOf(() => Store.PutDocumentAsync(id, SampleDocuments.Make("d", "One."), Token)));
        Assert.Equal(FailureKind.NotFound, await FailureOf(() => Store.DeleteCollectionAsync("c", Token)));
        string again = await MakeCollectionAsync();
        Assert.NotEqual(id, again);
        Assert.Empty(await Store.ReadAllChangesAsync(again));
    }

    [Fact]
    public async Task ListCollections_Several_InOrderOfNames()
    {
        await MakeCollectionAsync(name: "b");
        await MakeCollectionAsync(name: "a");
        Assert.Equal(["a", "b"], (await Store.ListCollectionsAsync(Token)).Select(c => c.Name));
    }

    [Fact]
    public async Task PutDocument_New_IsReadBackExactly()
    {
        string id = await MakeCollectionAsync();
        DocumentWrite written = SampleDocuments.Make("Ω/1", "\uFEFFDosis 5\u00A0µg 😀.\0 Ende.") with
        {
            Attributes = new DocumentAttributes { Title = "Tïtle", Source = "s", Date = new DateOnly(2020, 2, 29), DocumentType = "leaflet", AccessLabels = ["b", "a"], Metadata = new() { ["z"] = "1", ["a"] = "2" }, Authors = ["Ä. B."], Url = "https://example.org", StudyType = "review", Language = "pt-BR", TrustTier = 2, Retracted = true, SupersededBy = "newer" },
            Flags = ["invisible characters"],
        };
        DocumentReceipt receipt = await Store.PutDocumentAsync(id, written, Token);
        Assert.Equal((1L, 2, DocumentState.Added), (receipt.Revision, receipt.Passages, receipt.State));
        await ReopenAsync();
        DocumentText read = (await Store.GetDocumentAsync(id, "Ω/1", Token))!;
        Assert.Equal(written.Text, read.Text);
        Assert.Equal(written.Sections, read.Sections);
        Assert.Equivalent(written.Attributes, read.Document.Attributes, strict: true);
        Assert.Equal(written.Flags, read.Document.Flags);
        Assert.Equal((2, written.Text.Length, 1L, "plain/1"), (read.Document.Passages, read.Document.TextLength, read.Document.Revision, read.Document.Parser));
        Assert.Equal(Time.GetUtcNow(), read.Document.IngestedAt);
        Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("plain/1\n" + written.Text))), read.Document.Version);
    }

    [Fact]
    public async Task PutDocument_SameAgain_IsUnchangedAndTakesNoRevision()
    {
        string id = await MakeCollectionAsync();
        DocumentWrite document = SampleDocuments.Make("d", "One. Two.") with { Attributes = new DocumentAttributes { Title = "T", Metadata = new() { ["a"] = "1", ["b"] = "2" } } };
        await Store.PutDocumentAsync(id, document, Token);
        List<PassageChange> before = await Store.ReadAllChangesAsync(id);
        DocumentReceipt again = await Store.PutDocumentAsync(id, document with { Attributes = document.Attributes with { Metadata = new() { ["b"] = "2", ["a"] = "1" } } }, Token);
        Assert.Equal((1L, 2, DocumentState.Unchanged), (again.Revision, again.Passages, again.State));
        Assert.Equal(1, await Store.GetRevisionAsync(id, Token));
        Assert.Equal(before.Select(c => c.PassageId), (await Store.ReadAllChangesAsync(id)).Select(c => c.PassageId));
    }

    [Fact]
    public async Task PutDocument_AnythingDiffers_IsUpdatedWithNewPassageIds()
    {
        string id = await MakeCollectionAsync();
        DocumentWrite document = SampleDocuments.Make("d", "One. Two.");
        DocumentWrite[] versions =
        [
            document,
            document with { Text = "One. Twa." },
            document with { Parser = "plain/2" },
            document with { Attributes = document.Attributes with { AccessLabels = ["x"] } },
            document with { Sections = [new TextSection { Path = "S", Body = new TextRange(0, 4) }] },
            document with { Passages = [document.Passages[0]] },
        ];
        HashSet<long> ids = [];
        for (int i = 0; i < versions.Length; i++)
        {
            DocumentReceipt receipt = await Store.PutDocumentAsync(id, versions[i], Token);
            Assert.Equal((i + 1, i == 0 ? DocumentState.Added : DocumentState.Updated), (receipt.Revision, receipt.State));
            Assert.All(await Store.ReadAllChangesAsync(id), change => Assert.True(ids.Add(change.PassageId)));
        }

        CollectionDescription collection = (await Store.GetCollectionByIdAsync(id, Token))!;
        Assert.Equal((1L, 1L), (collection.Documents, collection.Passages));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\u0007")]
    public async Task PutDocument_BadId_IsInvalid(string documentId)
    {
        string id = await MakeCollectionAsync();
        Assert.Equal(FailureKind.Invalid, await FailureOf(() => Store.PutDocumentAsync(id, SampleDocuments.Make(documentId, "One."), Token)));
    }

    [Fact]
    public async Task PutDocument_LoneSurrogate_IsInvalidWithoutQuotingTheText()
    {
        string id = await MakeCollectionAsync();
        RagQAException failure = await Assert.ThrowsAsync<RagQAException>(() => Store.PutDocumentAsync(id, SampleDocuments.Make("d", "secret \uDC00."), Token));
        Assert.Equal(FailureKind.Invalid, failure.Kind);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(FailureKind.Invalid, await FailureOf(() => Store.PutDocumentAsync(id, SampleDocuments.Make("d", "x.", title: "\uD83D"), Token)));
        Assert.Equal(FailureKind.Invalid, await FailureOf(() => Store.PutDocumentAsync(id, SampleDocuments.Make("\uD800", "x."), Token)));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 8)]
    [InlineData(3, 2)]
    [InlineData(2, 2)]
    [InlineData(0, 3)]
    public async Task PutDocument_PassageNotASliceOfTheText_Throws(int start, int end)
    {
        string id = await MakeCollectionAsync();
        DocumentWrite document = SampleDocuments.Make("d", "ab😀cde") with { Passages = [new PassageDraft { Ordinal = 0, Range = new TextRange(start, end) }] };
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PutDocumentAsync(id, document, Token));
    }

    [Fact]
    public async Task PutDocument_SubjectAgainstKind_IsInvalidAndSaysWhatToDo()
    {
        string reference = await MakeCollectionAsync();
        string patient = await MakeCollectionAsync(CollectionKind.Patient, "p");
        RagQAException refused = await Assert.ThrowsAsync<RagQAException>(() => Store.PutDocumentAsync(reference, SampleDocuments.Make("d", "One.", subject: "s"), Token));
        RagQAException missing = await Assert.ThrowsAsync<RagQAException>(() => Store.PutDocumentAsync(patient, SampleDocuments.Make("d", "One."), Token));
        Assert.Equal((FailureKind.Invalid, FailureKind.Invalid), (refused.Kind, missing.Kind));
        Assert.Contains("Leave 'subject' out", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Give the attribute 'subject'", missing.Message, StringComparison.Ordinal);
        Assert.Equal(0, await Store.GetRevisionAsync(patient, Token));
    }

    [Fact]
    public async Task ListSubjects_SomeDocumentsLabelled_GivesOnlyThoseThePrincipalSees()
    {
        string id = await MakeCollectionAsync(CollectionKind.Patient);
        await Store.PutDocumentAsync(id, SampleDocuments.Make("1", "One.", subject: "B"), Token);
        await Store.PutDocumentAsync(id, SampleDocuments.Make("2", "One.", subject: "A", labels: ["ward"]), Token);
        await Store.PutDocumentAsync(id, SampleDocuments.Make("3", "One.", subject: "A", labels: ["lab"]), Token);
        await Store.PutDocumentAsync(id, SampleDocuments.Make("4", "One.", subject: "C"), Token);
        await Store.DeleteDocumentAsync(id, "4", Token);
        Assert.Equal(["A", "B"], (await Store.GetCollectionAsync("c", Token))!.Subjects);
        Assert.Equal(["B"], await Store.ListSubjectsAsync(id, new Principal { User = "u" }, Token));
        Assert.Equal(["A", "B"], await Store.ListSubjectsAsync(id, new Principal { User = "u", Groups = ["lab"] }, Token));
    }

    [Fact]
    public async Task DeleteDocument_Live_LeavesNoLivePassage()
    {
        string id = await MakeCollectionAsync();
        await Store.PutDocumentAsync(id, SampleDocuments.Make("d", "One. Two."), Token);
        long[] ids = [.. (await Store.ReadAllChangesAsync(id)).Select(c => c.PassageId)];
        DocumentReceipt receipt = await Store.DeleteDocumentAsync(id, "d", Token);
        Assert.Equal((2L, DocumentState.Deleted), (receipt.Revision, receipt.State));
        Assert.Empty(await Store.ReadPassagesAsync(id, ids, Token));
        Assert.Null(await Store.GetDocumentAsync(id, "d", Token));
        Assert.Empty(await Store.ListDocumentsAsync(id, null, 10, Token));
        Assert.Empty(await Store.ReadAllChangesAsync(id));
        List<PassageChange> changes = await Store.ReadAllChangesAsync(id, from: 1);
        Assert.All(changes, change => Assert.True(change.Removed));
        Assert.Equal(ids, changes.Select(c => c.PassageId));
        Assert.Equal(FailureKind.NotFound, await FailureOf(() => Store.DeleteDocumentAsync(id, "d", Token)));
    }

    [Fact]
    public async Task ListDocuments_InPages_GivesEachOnceInOrdinalOrder()
    {
        string id = await MakeCollectionAsync();
        string[] ids = ["b", "B", "ä", "a", "a1", "😀"];
        foreach (string document in ids)
        {
            await Store.PutDocumentAsync(id, SampleDocuments.Make(document, "One."), Token);
        }

        List<string> read = [];
        string? after = null;
        while (await Store.ListDocumentsAsync(id, after, 2, Token) is { Length: > 0 } page)
        {
            read.AddRange(page.Select(d => d.Id));
            after = page[^1].Id;
        }

        Assert.Equal(["B", "a", "a1", "b", "ä", "😀"], read);
    }

    [Fact]
    public async Task ReadPassages_Asked_AreSlicesInTheOrderAsked()
    {
        string id = await MakeCollectionAsync();
        string other = await MakeCollectionAsync(name: "other");
        DocumentWrite document = SampleDocuments.Make("d", "Äh 😀. Zwei µ. Drei.") with
        {
            Sections = [new TextSection { Path = "S", Body = new TextRange(6, 14) }],
        };
        await Store.PutDocumentAsync(id, document, Token);
        long[] ids = [.. (await Store.ReadAllChangesAsync(id)).Select(c => c.PassageId)];
        StoredPassage[] read = await Store.ReadPassagesAsync(id, [ids[2], 999, ids[0], ids[1]], Token);
        Assert.Equal([" Drei.", "Äh 😀.", " Zwei µ."], read.Select(p => p.Text));
        Assert.All(read, p => Assert.Equal(document.Text[p.Range.Start..p.Range.End], p.Text));
        Assert.Equal([read[0].Range, read[1].Range, new TextRange(6, 14)], read.Select(p => p.SectionRange));
        Assert.Equal((await Store.GetDocumentAsync(id, "d", Token))!.Document.Version, read[0].DocumentVersion);
        Assert.Equal(" Zwei µ.", await Store.ReadTextAsync(id, "d", read[0].DocumentVersion, read[2].SectionRange, Token));
        Assert.Null(await Store.ReadTextAsync(id, "d", "sha256:0", read[2].SectionRange, Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ReadTextAsync(id, "d", read[0].DocumentVersion, new TextRange(0, 99), Token));
        Assert.Empty(await Store.ReadPassagesAsync(other, ids, Token));
    }

    [Fact]
    public async Task FindUnusedEmbeddings_OfPassagesThatAreGone_AreThoseThatNoOtherPassageHas()
    {
        string id = await MakeCollectionAsync();
        await Store.PutDocumentAsync(id, SampleDocuments.Make("a", "Shared.Own."), Token);
        await Store.PutDocumentAsync(id, SampleDocuments.Make("b", "Shared."), Token);
        byte[][] keys = [.. (await Store.ReadAllChangesAsync(id)).Select(c => c.EncodedHash!).DistinctBy(Convert.ToHexString), new byte[32]];
        Assert.Equal([keys[2]], await Store.FindUnusedEmbeddingsAsync(keys, Token));
        await Store.DeleteDocumentAsync(id, "a", Token);
        Assert.Equal([keys[2]], await Store.FindUnusedEmbeddingsAsync(keys, Token));
        await Store.PurgeDocumentAsync(id, "a", Token);
        Assert.Equal([keys[1], keys[2]], await Store.FindUnusedEmbeddingsAsync(keys, Token));
    }

    [Fact]
    public async Task ListQuarantine_FailedAndFlagged_UntilTheyWentInOrWereReplaced()
    {
        string id = await MakeCollectionAsync();
        await Store.PutDocumentAsync(id, SampleDocuments.Make("flagged", "One.", labels: ["ward"]) with { Flags = ["invisible characters"] }, Token);
        await Store.PutDocumentAsync(id, SampleDocuments.Make("fine", "One."), Token);
        IngestionJob first = await FailAsync("broken.pdf", "mended.pdf", "put.pdf");
        Time.Advance(TimeSpan.FromMinutes(1));
        IngestionJob second = await Store.CreateJobAsync(new IngestionJob { Id = Guid.NewGuid(), CollectionId = id, Collection = "c", Paths = [] }, Token);
        await Store.RecordJobItemsAsync(second.Id, [new IngestionItem { Document = "mended.pdf", Outcome = IngestionOutcome.Added }], Token);
        await Store.PutDocumentAsync(id, SampleDocuments.Make("put.pdf", "Two."), Token);
        QuarantinedDocument[] all = await Store.ListQuarantineAsync(id, Principal.Local, 100, Token);
        Assert.Equal(["broken.pdf", "flagged"], all.Select(d => d.Document));
        Assert.Equal((true, first.Id, "no pages"), (all[0].Failed, all[0].Job, Assert.Single(all[0].Reasons)));
        Assert.Equal((false, "invisible characters"), (all[1].Failed, Assert.Single(all[1].Reasons)));
        Assert.Equal("broken.pdf", Assert.Single(await Store.ListQuarantineAsync(id, Principal.Local, 1, Token)).Document);
        Assert.Empty(await Store.ListQuarantineAsync(id, new Principal { User = "guest" }, 100, Token));
        Assert.Equal("flagged", Assert.Single(await Store.ListQuarantineAsync(id, new Principal { User = "nurse", Groups = ["ward"] }, 100, Token)).Document);

        async Task<IngestionJob> FailAsync(params string[] documents)
        {
            IngestionJob job = await Store.CreateJobAsync(new IngestionJob { Id = Guid.NewGuid(), CollectionId = id, Collection = "c", Paths = [] }, Token);
            await Store.RecordJobItemsAsync(job.Id, [.. documents.Select(d => new IngestionItem { Document = d, Outcome = IngestionOutcome.Failed, Reason = "no pages" })], Token);
            return job;
        }
    }

    [Fact]
    public async Task Verify_SoundStore_CountsAndFindsNothing()
    {
        string id = await MakeCollectionAsync();
        await MakeCollectionAsync(name: "empty");
        await Store.PutDocumentAsync(id, SampleDocuments.Make("a", "Straße. Zwei µ. 😀!", section: "S"), Token);
        await Store.PutDocumentAsync(id, SampleDocuments.Make("b", "One."), Token);
        await Store.PutDocumentAsync(id, SampleDocuments.Make("b", "Two."), Token);
        await Store.PutDocumentAsync(id, SampleDocuments.Make("c", "Three."), Token);
        await Store.DeleteDocumentAsync(id, "c", Token);
        StoreReport report = await Store.VerifyAsync(repair: true, Token);
        Assert.Equal((2L, 4L), (report.Documents, report.Passages));
        Assert.Empty(report.Findings);
    }

    [Fact]
    public async Task PutDocument_ManyAtOnce_GetConsecutiveRevisions()
    {
        const int Writers = 200;
        string id = await MakeCollectionAsync();
        DocumentReceipt[] receipts = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Store.PutDocumentAsync(id, SampleDocuments.Make($"d{i}", $"Text {i}."), Token)));
        Assert.Equal(Enumerable.Range(1, Writers).Select(i => (long)i), receipts.Select(r => r.Revision).Order());
        CollectionDescription collection = (await Store.GetCollectionByIdAsync(id, Token))!;
        Assert.Equal((Writers, Writers, (long)Writers), (collection.Documents, collection.Passages, collection.Revision));
    }

    [Fact]
    public async Task PutDocument_CancelledBefore_WritesNothing()
    {
        string id = await MakeCollectionAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutDocumentAsync(id, SampleDocuments.Make("d", "One."), new CancellationToken(canceled: true)));
        Assert.Equal(0, await Store.GetRevisionAsync(id, Token));
    }
}
