using System.Text;
using RagQA.Inference;

namespace RagQA.Tests.Inference;

public sealed class ModelFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ragqa-model-").FullName;

    public ModelFolderTests()
    {
        foreach (string file in Directory.EnumerateFiles(ShippedModels.EncoderPath))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Open_ShippedEncoder_GivesManifestAndIdentity()
    {
        ModelFolder folder = ModelFolder.Open(_folder, ModelRole.Encoder);
        Assert.Equal("encoder-minilm6-int8@344e521a60bbc2769a441b7aecb2afc64bbdb51dd1e000d78dc5ec6a64b1957a", folder.Identity);
        Assert.Equal(384, folder.Manifest.Dimension);
        Assert.Equal(512, folder.Manifest.Architecture.MaxTokens);
        Assert.Equal(256, folder.Manifest.RecommendedMaxTokens);
        Assert.Equal(30522, folder.Vocabulary.Count);
    }

    [Fact]
    public void Open_ShippedReader_GivesWindowAndAnswerLimits()
    {
        ModelManifest manifest = ModelFolder.Open(ShippedModels.ReaderPath, ModelRole.Reader).Manifest;
        Assert.Equal((384, 128, 30), (manifest.RecommendedMaxTokens, manifest.Stride, manifest.MaxAnswerTokens));
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("vocab.txt")]
    public void Open_OneByteAltered_Refuses(string file)
    {
        using (FileStream stream = File.Open(Path.Combine(_folder, file), FileMode.Open))
        {
            stream.Position = stream.Length / 2;
            int value = stream.ReadByte();
            stream.Position--;
            stream.WriteByte((byte)(value ^ 1));
        }

        ModelException exception = Assert.Throws<ModelException>(() => ModelFolder.Open(_folder));
        Assert.Contains(file, exception.Message, StringComparison.Ordinal);
        Assert.Contains("copy the whole model folder again", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.onnx", 12)]
    [InlineData("vocab.txt", 28)]
    [InlineData("manifest.json", 40)]
    public void Open_AnyMutation_IsRefusedOrLeavesModelAndVocabularyAsTheyWere(string file, int mutations)
    {
        string path = Path.Combine(_folder, file);
        byte[] whole = File.ReadAllBytes(path);
        ModelFolder sound = ModelFolder.Open(_folder);
        var random = new Random(9);
        for (int i = 0; i < mutations; i++)
        {
            File.WriteAllBytes(path, MutatedBytes.Of(whole, random));
            try
            {
                // A manifest may read as before but for a word on the licence; what native code gets is still what it was.
                ModelFolder opened = ModelFolder.Open(_folder);
                Assert.Equal("manifest.json", file);
                Assert.Equal((sound.Manifest.Sha256, sound.Manifest.Vocabulary.Sha256), (opened.Manifest.Sha256, opened.Manifest.Vocabulary.Sha256));
            }
            catch (ModelException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
        }
    }

    [Fact]
    public void ReadGraph_FileAlteredAfterOpen_Refuses()
    {
        ModelFolder folder = ModelFolder.Open(_folder);
        File.AppendAllText(Path.Combine(_folder, "model.onnx"), "x");
        Assert.Throws<ModelException>(() => new ModelSession(folder, CpuDevice.Instance));
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("vocab.txt")]
    [InlineData("manifest.json")]
    public void Open_FileMissing_NamesIt(string file)
    {
        File.Delete(Path.Combine(_folder, file));
        Assert.Contains(file, Assert.Throws<ModelException>(() => ModelFolder.Open(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FolderMissing_Refuses() =>
        Assert.Contains("no model folder", Assert.Throws<ModelException>(() => ModelFolder.Open(Path.Combine(_folder, "none"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Open_OtherRole_Refuses() =>
        Assert.Contains("role reader", Assert.Throws<ModelException>(() => ModelFolder.Open(_folder, ModelRole.Reader)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 2", "update RagQA")]
    [InlineData("\"role\": \"encoder\"", "\"role\": \"painter\"", "not readable")]
    [InlineData("\"dimension\": 384", "\"dimension\": 0", "dimension")]
    [InlineData("\"recommendedMaxTokens\": 256", "\"recommendedMaxTokens\": 1024", "recommendedMaxTokens")]
    [InlineData("\"file\": \"model.onnx\"", "\"file\": \"../model.onnx\"", "outside the folder")]
    [InlineData("\"sha256\": \"344e", "\"sha256\": \"44e", "sha256")]
    public void Open_ManifestAltered_SaysWhy(string from, string to, string reason)
    {
        string path = Path.Combine(_folder, "manifest.json");
        string manifest = File.ReadAllText(path);
        Assert.Contains(from, manifest, StringComparison.Ordinal);
        File.WriteAllText(path, manifest.Replace(from, to, StringComparison.Ordinal));
        Assert.Contains(reason, Assert.Throws<ModelException>(() => ModelFolder.Open(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_NewerFormatWithUnknownShape_AsksForUpdate()
    {
        byte[] manifest = Encoding.UTF8.GetBytes("{\"formatVersion\": 7}");
        Assert.Contains("update RagQA", Assert.Throws<ModelException>(() => ModelManifest.Parse(manifest, "x")).Message, StringComparison.Ordinal);
    }
}
