using CsCheck;
using RagQA.Web.Asking;

namespace RagQA.Tests.Web.Asking;

public sealed class DocumentLinkTests
{
    [Fact]
    public void To_APassage_NamesPlacesAndNoText()
    {
        var link = DocumentLink.To("sample", Answers.Passage(1, span: new TextRange(105, 119)));

        Assert.Equal("/documents/sample/d1.md?v=0123456789ab&from=100&to=128&start=105&end=119", link);
    }

    [Fact]
    public void To_ACitationWithoutItsPassage_OutlinesTheSentence() =>
        Assert.EndsWith("&from=100&to=128&start=105&end=119", DocumentLink.To("sample", Answers.Citation(1), passage: null), StringComparison.Ordinal);

    [Fact]
    public void Whole_OfAnyId_LeadsBackToIt() => Gen.Select(Gen.String[1, 20], Gen.String[1, 20]).Where((a, b) => a.Trim('.', '/').Length > 0 && b.Trim('.', '/').Length > 0 && IsText(a) && IsText(b)).Sample((folder, name) =>
    {
        var path = DocumentLink.Whole("c", $"{folder}/{name}");

        Assert.Equal($"{folder}/{name}", Uri.UnescapeDataString(path["/documents/c/".Length..]));
        Assert.DoesNotContain("?", path, StringComparison.Ordinal);
        Assert.DoesNotContain("#", path, StringComparison.Ordinal);
    });

    // Half a surrogate pair has no UTF-8 form; the store refuses such ids.
    private static bool IsText(string text) => !text.Any(char.IsSurrogate);
}
