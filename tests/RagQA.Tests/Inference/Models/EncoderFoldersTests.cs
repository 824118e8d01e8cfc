using RagQA.Inference;

namespace RagQA.Tests.Inference;

/// <summary>Several encoders in one models directory.</summary>
public sealed class EncoderFoldersTests : IDisposable
{
    private const string Text = "Aspirin thins the blood.";

    private readonly SecondEncoder _second = new();

    public void Dispose() => _second.Dispose();

    [Fact]
    public void EncoderOf_SecondEncoder_IsLoadedOnceAndGivesItsOwnEmbeddings()
    {
        using InferenceModels models = InferenceModels.Open(new InferenceOptions { ModelsDirectory = _second.ModelsDirectory, Threads = 1 });
        LoadedEncoder second = models.EncoderOf(_second.Hash);
        Assert.Same(second, models.EncoderOf(_second.Hash));
        Assert.Equal($"{SecondEncoder.Name}@{_second.Hash}", second.Identity);
        Assert.NotEqual(models.PassageEncoder.Encode(Text), second.PassageEncoder.Encode(Text));
        Assert.Equal(models.PassageEncoder.Encode(SecondEncoder.Prefix + Text), second.PassageEncoder.Encode(Text));
        Assert.Equal(models.Names.Encoder, models.EncoderOf("").Identity);
        Assert.Equal(models.Names.Encoder, models.EncoderOf(_second.FirstHash).Identity);
        Assert.Equal(_second.Hash, models.FindEncoder(SecondEncoder.Name));
    }

    [Fact]
    public void Find_EncoderThatIsNotThere_SaysWhichAndWhereToPutIt()
    {
        ModelException failure = Assert.Throws<ModelException>(() => EncoderFolders.Find(_second.ModelsDirectory, "encoder-third"));
        Assert.Contains("encoder-third", failure.Message, StringComparison.Ordinal);
        Assert.Contains(_second.ModelsDirectory, failure.Message, StringComparison.Ordinal);
        Assert.Contains(SecondEncoder.Name, failure.Message, StringComparison.Ordinal);
        Assert.Throws<ModelException>(() => EncoderFolders.Find(_second.ModelsDirectory, "reader-minilm6-int8"));
    }

    [Fact]
    public void Find_SameGraphWithAnotherPrefix_IsRefused()
    {
        string copy = Directory.CreateDirectory(Path.Combine(_second.ModelsDirectory, "encoder-copy")).FullName;
        string manifest = File.ReadAllText(Path.Combine(_second.ModelsDirectory, SecondEncoder.Name, "manifest.json"));
        File.WriteAllText(Path.Combine(copy, "manifest.json"), manifest.Replace("pink", "navy", StringComparison.Ordinal));
        Assert.Contains("other prefixes", Assert.Throws<ModelException>(() => EncoderFolders.Find(_second.ModelsDirectory, _second.Hash)).Message, StringComparison.Ordinal);
    }
}
