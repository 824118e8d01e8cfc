using RagQA.ClusterTests.Cluster;

namespace RagQA.ClusterTests.Answering;

/// <summary>Who sees what: access labels, subjects, deletions.</summary>
public sealed class VisibilityTests(ClusterFixture cluster)
{
    private static readonly Principal Nurse = new() { User = "nurse", Groups = ["nurses"] };
    private static readonly Principal Porter = new() { User = "porter", Groups = ["porters"] };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_WithoutTheLabel_NeverShowsTheDocument()
    {
        var collection = await cluster.CollectionAsync(
            new CollectionInput(), Wards.Document("scarlet", 77, "nurses"), Wards.Document("teal", 33));
        var request = new AskRequest { Collection = collection.Name, Question = Wards.Question("scarlet") };

        var nurse = await cluster.Client.AskAsync(request with { Principal = Nurse }, Ct);
        var porter = await cluster.Client.AskAsync(request with { Principal = Porter }, Ct);

        Assert.Contains(nurse.Passages, p => p.DocumentId == "scarlet-ward");
        Assert.DoesNotContain(porter.Passages, p => p.DocumentId == "scarlet-ward");
        Assert.DoesNotContain("77", string.Join(' ', porter.Answers.Select(a => a.Text)), StringComparison.Ordinal);
        await Assert.ThrowsAsync<RagQAException>(() => cluster.Client.GetDocumentAsync(collection.Name, "scarlet-ward", Porter, Ct));
    }

    [Fact]
    public async Task Ask_OfAPatientCollection_UsesThatPatientsDocumentsOnly()
    {
        var collection = await cluster.CollectionAsync(
            new CollectionInput { Kind = CollectionKind.Patient }, Note("ada", "5 mg"), Note("bea", "80 mg"));
        var request = new AskRequest { Collection = collection.Name, Question = "What dose of ramipril is taken each morning?" };

        var ada = await cluster.Client.AskAsync(request with { Subject = "ada" }, Ct);

        Assert.All(ada.Passages, p => Assert.Equal("note-ada", p.DocumentId));
        Assert.Contains("5 mg", ada.Answers[0].Citations[0].Sentence, StringComparison.Ordinal);
        Assert.Equal("ada", ada.Subject);
        var error = await Assert.ThrowsAsync<RagQAException>(() => cluster.Client.AskAsync(request, Ct));
        Assert.Contains("subject", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutDocument_WithoutSubjectInAPatientCollection_IsRefused()
    {
        var collection = await cluster.CollectionAsync(new CollectionInput { Kind = CollectionKind.Patient });

        await Assert.ThrowsAsync<RagQAException>(() => cluster.Client.PutDocumentAsync(collection.Name, Wards.Document("red", 5), cancellationToken: Ct));
    }

    [Fact]
    public async Task DeleteDocument_WhenTheCallReturns_IsGoneFromAnswers()
    {
        var collection = await cluster.CollectionAsync(new CollectionInput(), Wards.Document("violet", 42), Wards.Document("white", 24));
        var request = new AskRequest { Collection = collection.Name, Question = Wards.Question("violet") };
        Assert.Contains((await cluster.Client.AskAsync(request, Ct)).Passages, p => p.DocumentId == "violet-ward");

        await cluster.Client.DeleteDocumentAsync(collection.Name, "violet-ward", Principal.Local, Ct);

        Assert.DoesNotContain((await cluster.Client.AskAsync(request, Ct)).Passages, p => p.DocumentId == "violet-ward");
    }

    [Fact]
    public async Task PutDocument_WithChangedText_AnswersFromTheNewVersionOnly()
    {
        var collection = await cluster.CollectionAsync(new CollectionInput(), Wards.Document("yellow", 15));
        var receipt = await cluster.Client.PutDocumentAsync(collection.Name, Wards.Document("yellow", 55), wait: true, Ct);

        var answer = await cluster.Client.AskAsync(new AskRequest { Collection = collection.Name, Question = Wards.Question("yellow") }, Ct);

        Assert.Equal(DocumentState.Updated, receipt.State);
        Assert.Contains("55", answer.Answers[0].Citations[0].Sentence, StringComparison.Ordinal);
        Assert.All(answer.Passages, p => Assert.DoesNotContain("15", p.Text, StringComparison.Ordinal));
        Assert.Equal(receipt.Revision, answer.Revision);
    }

    private static DocumentInput Note(string subject, string dose) => new()
    {
        Id = $"note-{subject}",
        Text = $"The patient takes ramipril {dose} each morning. No other medicines were changed at this visit.",
        Attributes = new DocumentAttributes { Title = "Clinic note", Subject = subject },
    };
}
