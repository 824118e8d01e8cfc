namespace RagQA.Inference;

/// <summary>An encoder that is loaded: what turns questions and passages into embeddings that can be compared with each other.</summary>
public sealed class LoadedEncoder : IDisposable
{
    private readonly ModelSession _session;

    internal LoadedEncoder(ModelFolder folder, ExecutionDevice device, InferenceOptions options)
    {
        _session = new ModelSession(folder, device);
        Identity = folder.Identity;
        Tokenizer = new WordPieceTokenizer(folder.Vocabulary);
        QuestionEncoder = new QuestionEncoder(new TextEncoder(_session, Tokenizer, Manifest.QuestionPrefix, options.MaxQuestionTokens + 2));
        PassageEncoder = new PassageEncoder(new TextEncoder(_session, Tokenizer, Manifest.PassagePrefix, Manifest.RecommendedMaxTokens));
    }

    /// <summary>What its folder says of it.</summary>
    public ModelManifest Manifest => _session.Manifest;

    /// <summary>Name and hash, as answers carry them.</summary>
    public string Identity { get; }

    /// <summary>Its tokenizer.</summary>
    public WordPieceTokenizer Tokenizer { get; }

    /// <summary>Encodes questions.</summary>
    public QuestionEncoder QuestionEncoder { get; }

    /// <summary>Encodes passages.</summary>
    public PassageEncoder PassageEncoder { get; }

    /// <summary>Unloads the model once its last run has ended.</summary>
    public void Dispose() => _session.Dispose();
}
