using RagQA.Client;

namespace RagQA.Tests.Client;

public sealed class DocumentSizeTests
{
    [Theory]
    [InlineData("ééé", null)]
    [InlineData(null, 6)]
    public async Task PutDocument_LargerThanAMessage_IsRefusedBeforeItIsSent(string? text, int? contentBytes)
    {
        var document = new DocumentInput { Id = "d", Text = text, Content = contentBytes is { } bytes ? new byte[bytes] : null };

        // It calls no grain: there is none.
        var refused = await Assert.ThrowsAsync<RagQAException>(() => new RagQAClient(null!, maxDocumentBytes: 5).PutDocumentAsync("c", document, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(FailureKind.TooLarge, refused.Kind);
        Assert.Contains("over HTTP", refused.Message, StringComparison.Ordinal);
    }
}
