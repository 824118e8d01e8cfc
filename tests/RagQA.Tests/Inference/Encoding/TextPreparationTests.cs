using RagQA.Inference;

namespace RagQA.Tests.Inference;

public sealed class TextPreparationTests(LoadedModels loaded)
{
    private static readonly string Long = string.Join(' ', Enumerable.Repeat("dose", 1000));

    [Fact]
    public void Prepare_ShortText_PutsSpecialTokensAround()
    {
        int[] ids = loaded.Models.PassageEncoder.Prepare("dose", out bool isTruncated);
        Assert.Equal([101, .. loaded.Models.Tokenizer.Encode("dose").Ids, 102], ids);
        Assert.False(isTruncated);
    }

    [Fact]
    public void Prepare_LongPassage_CutsAtRecommendedTokensAndSaysSo()
    {
        int[] ids = loaded.Models.PassageEncoder.Prepare(Long, out bool isTruncated);
        Assert.Equal(256, ids.Length);
        Assert.Equal(102, ids[^1]);
        Assert.True(isTruncated);
    }

    [Fact]
    public void Prepare_LongQuestion_CutsAtOptionAndSaysSo()
    {
        int[] ids = loaded.Models.QuestionEncoder.Prepare(Long, out bool isTruncated);
        Assert.Equal(66, ids.Length);
        Assert.True(isTruncated);
    }

    [Fact]
    public void Encode_EmptyText_GivesUnitVector() =>
        Assert.Equal(1f, loaded.Models.QuestionEncoder.Encode("").Sum(x => x * x), 1e-3f);

    [Fact]
    public void Encode_ForeignTokens_ThrowsArgumentException()
    {
        Assert.Throws<ArgumentException>(() => loaded.Models.PassageEncoder.Encode([101, 30522, 102]));
        Assert.Throws<ArgumentException>(() => loaded.Models.PassageEncoder.Encode([-1]));
        Assert.Throws<ArgumentException>(() => loaded.Models.PassageEncoder.Encode(ReadOnlySpan<int>.Empty));
        Assert.Throws<ArgumentException>(() => loaded.Models.PassageEncoder.Encode(new int[513]));
    }
}
