using System.Text.Json.Nodes;
using RagQA.Inference;

namespace RagQA.Tests.Inference;

public sealed class ModelConversionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ragqa-conversion-");

    private string Weights => In("weights.safetensors");

    private string Twin => In("twin-fp16");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(ModelRole.Encoder)]
    [InlineData(ModelRole.Reader)]
    public void ToHalfPrecision_AnyWeights_ComputesWhatPlainLoopsCompute(ModelRole role)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            var bert = new TinyBert(role, seed);
            bert.SaveWeights(Weights);
            string model = bert.SaveModel(In($"model-{seed}"));
            ReferenceAgreement agreement = ModelConversion.ToHalfPrecision(Weights, model, In($"twin-{seed}"));
            Assert.Equal((12, 12), (agreement.Inputs, agreement.Equal));

            ModelFolder twin = ModelFolder.Open(In($"twin-{seed}"), role);
            Assert.Equal(($"twin-{seed}", ModelFolder.Open(model).Manifest.Sha256), (twin.Manifest.Name, twin.Manifest.HalfPrecisionOf));
            Assert.DoesNotContain("int8", File.ReadAllText(Path.Combine(twin.Path, "manifest.json")), StringComparison.Ordinal);
            Assert.Contains(agreement.ToString(), File.ReadAllText(Path.Combine(twin.Path, "CARD.md")), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ModelRole.Encoder)]
    [InlineData(ModelRole.Reader)]
    public void ToHalfPrecision_WeightsOfAnotherModel_AreRefusedAndLeaveNothing(ModelRole role)
    {
        string model = new TinyBert(role, 1).SaveModel(In("model"));
        new TinyBert(role, 2).SaveWeights(Weights);
        Assert.Contains("not those of 'model'", Refused(model), StringComparison.Ordinal);
        new TinyBert(role, 1, TinyBert.Layers + 1).SaveWeights(Weights);
        Assert.Contains("more than the 2 layers", Refused(model), StringComparison.Ordinal);
        new TinyBert(role, 1, TinyBert.Layers - 1).SaveWeights(Weights);
        Assert.Contains("no tensor", Refused(model), StringComparison.Ordinal);
    }

    [Fact]
    public void ToHalfPrecision_BrokenWeights_AreRefusedWithTheReason()
    {
        string model = new TinyBert(ModelRole.Reader, 1).SaveModel(In("model"));
        Assert.Contains("cannot be read", Refused(model), StringComparison.Ordinal);
        Check(bert => bert.Spoil("rel.bias", null), "no tensor 'rel.bias'");
        Check(bert => bert.Spoil("span.weight", [16, 2]), "'span.weight' is [16, 2], not [2, 16]");
        Check(bert => bert.Spoil("bert.encoder.layer.1.intermediate.dense.weight", []), "'bert.encoder.layer.1.intermediate.dense.weight' is []");
        Check(bert => bert.Poison("bert.embeddings.LayerNorm.bias"), "not finite");
        Check(_ => { }, "the type BF16, not F16", "BF16");
        Check(_ => { }, "does not fit its shape", "F32");
        Check(_ => { }, "not known here", "F8_E4M3");

        void Check(Action<TinyBert> spoil, string reason, string type = "F16")
        {
            var bert = new TinyBert(ModelRole.Reader, 1);
            spoil(bert);
            bert.SaveWeights(Weights, type);
            Assert.Contains(reason, Refused(model), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ToHalfPrecision_AnyMutationOfTheWeights_IsRefusedOrAgrees()
    {
        var bert = new TinyBert(ModelRole.Encoder, 1);
        string model = bert.SaveModel(In("model"));
        bert.SaveWeights(Weights);
        byte[] whole = File.ReadAllBytes(Weights);
        var random = new Random(4);
        for (int i = 0; i < 60; i++)
        {
            // The header, where most of what can go wrong lies, as often as the numbers.
            byte[] head = whole[..2500];
            File.WriteAllBytes(Weights, i % 2 == 0 ? MutatedBytes.Of(whole, random) : [.. MutatedBytes.Of(head, random), .. whole.AsSpan(head.Length)]);
            try
            {
                Assert.True(ModelConversion.ToHalfPrecision(Weights, model, Twin).IsGood);
                Directory.Delete(Twin, recursive: true);
            }
            catch (RagQAException refusal)
            {
                Assert.Equal(FailureKind.Invalid, refusal.Kind);
                Assert.False(Directory.Exists(Twin));
            }
        }
    }

    [Fact]
    public void ToHalfPrecision_FolderThatIsThere_IsKept()
    {
        var bert = new TinyBert(ModelRole.Encoder, 1);
        string model = bert.SaveModel(In("model"));
        bert.SaveWeights(Weights);
        Directory.CreateDirectory(Twin);
        RagQAException refusal = Assert.Throws<RagQAException>(() => ModelConversion.ToHalfPrecision(Weights, model, Twin));
        Assert.Equal(FailureKind.Conflict, refusal.Kind);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Twin));

        // What an ended run left is in no one's way.
        Directory.Move(Twin, Twin + ".unfinished");
        ModelConversion.ToHalfPrecision(Weights, model, Twin);
        Assert.False(Directory.Exists(Twin + ".unfinished"));
    }

    [Fact]
    public void ToHalfPrecision_ModelWithoutRecordedOutputs_IsRefused()
    {
        var bert = new TinyBert(ModelRole.Encoder, 1);
        string model = bert.SaveModel(In("model"));
        bert.SaveWeights(Weights);
        File.Delete(Path.Combine(model, ReferenceAgreement.File));
        Assert.Contains("copy the whole model folder", Refused(model), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_DeviceThatPrefersHalfPrecision_RunsTheTwinsUnderTheNamesOfTheirModels()
    {
        // Twins of other weights, so that what runs can be told from what was asked for.
        var (encoder, reader) = (Model(ModelRole.Encoder, 1), Model(ModelRole.Reader, 1));
        var (otherEncoder, otherReader) = (Model(ModelRole.Encoder, 2), Model(ModelRole.Reader, 2));
        float[] otherEmbedding = Encode(otherEncoder, otherReader, CpuDevice.Instance).Embedding;
        (float[] embedding, ModelNames names) = Encode(encoder, reader, CpuDevice.Instance);
        Assert.NotEqual(otherEmbedding, embedding);
        Assert.Equal(embedding, Encode(encoder, reader, new HalfDevice()).Embedding);

        Declare(otherEncoder, encoder);
        Declare(otherReader, reader);

        Assert.Equal(embedding, Encode(encoder, reader, CpuDevice.Instance).Embedding);
        (float[] onDevice, ModelNames namesOnDevice) = Encode(encoder, reader, new HalfDevice());
        Assert.Equal(otherEmbedding, onDevice);
        Assert.Equal(names, namesOnDevice);

        string Model(ModelRole role, int seed)
        {
            var bert = new TinyBert(role, seed);
            bert.SaveWeights(Weights);
            ModelConversion.ToHalfPrecision(Weights, bert.SaveModel(In($"source-{role}-{seed}")), In($"{role}-{seed}"));
            return $"{role}-{seed}";
        }

        void Declare(string twin, string of)
        {
            string path = Path.Combine(In(twin), "manifest.json");
            JsonNode manifest = JsonNode.Parse(File.ReadAllText(path))!;
            manifest["halfPrecisionOf"] = ModelFolder.Open(In(of)).Manifest.Sha256;
            File.WriteAllText(path, manifest.ToJsonString());
        }

        (float[] Embedding, ModelNames Names) Encode(string encoderFolder, string readerFolder, ExecutionDevice device)
        {
            using InferenceModels models = InferenceModels.Open(
                new InferenceOptions { ModelsDirectory = _folder.FullName, EncoderFolder = encoderFolder, ReaderFolder = readerFolder, Threads = 1 }, device);
            return (models.PassageEncoder.Encode("aspirin thins the blood"), models.Names);
        }
    }

    private string In(string name) => Path.Combine(_folder.FullName, name);

    private string Refused(string model)
    {
        RagQAException refusal = Assert.Throws<RagQAException>(() => ModelConversion.ToHalfPrecision(Weights, model, Twin));
        Assert.Equal(FailureKind.Invalid, refusal.Kind);
        Assert.Empty(Directory.EnumerateDirectories(_folder.FullName, "twin*"));
        return refusal.Message;
    }

    private sealed class HalfDevice : ExecutionDevice
    {
        public override string Name => "half";

        public override bool PrefersHalfPrecision => true;
    }
}
