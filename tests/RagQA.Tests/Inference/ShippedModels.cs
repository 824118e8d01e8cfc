using RagQA.Inference;

namespace RagQA.Tests.Inference;

/// <summary>Model folders of the repository and their tokenizer, without ONNX Runtime.</summary>
internal static class ShippedModels
{
    private static readonly Lazy<WordPieceTokenizer> SharedTokenizer = new(() => new WordPieceTokenizer(ModelFolder.Open(EncoderPath).Vocabulary));

    public static string EncoderPath => RepositoryRoot.Combine("models", "encoder-minilm6-int8");

    public static string ReaderPath => RepositoryRoot.Combine("models", "reader-minilm6-int8");

    public static WordPieceTokenizer Tokenizer => SharedTokenizer.Value;
}
