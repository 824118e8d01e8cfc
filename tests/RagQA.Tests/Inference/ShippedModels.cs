using RagQA.Inference;

namespace RagQA.Tests.Inference;

/// <summary>The models of the repository, opened once for all tests.</summary>
internal static class ShippedModels
{
    private static readonly Lazy<ModelFolder> EncoderFolder = new(() => ModelFolder.Open(EncoderPath, ModelRole.Encoder));
    private static readonly Lazy<ModelFolder> ReaderFolder = new(() => ModelFolder.Open(ReaderPath, ModelRole.Reader));
    private static readonly Lazy<WordPieceTokenizer> SharedTokenizer = new(() => new WordPieceTokenizer(Encoder.Vocabulary));

    public static string EncoderPath => RepositoryRoot.Combine("models", "encoder-minilm6-int8");

    public static string ReaderPath => RepositoryRoot.Combine("models", "reader-minilm6-int8");

    public static ModelFolder Encoder => EncoderFolder.Value;

    public static ModelFolder Reader => ReaderFolder.Value;

    public static WordPieceTokenizer Tokenizer => SharedTokenizer.Value;
}
