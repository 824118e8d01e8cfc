namespace RagQA.Inference;

/// <summary>The models of a process, loaded, with the threads that run them. One per process.</summary>
public sealed class InferenceModels : IDisposable
{
    private readonly ModelSession _encoder;
    private readonly ModelSession _reader;

    private InferenceModels(ModelSession encoder, ModelSession reader, ExecutionDevice device, InferenceOptions options)
    {
        Device = device;
        _encoder = encoder;
        _reader = reader;
        Tokenizer = new WordPieceTokenizer(encoder.Folder.Vocabulary);
        WordPieceTokenizer readerTokenizer = reader.Manifest.Vocabulary.Sha256 == encoder.Manifest.Vocabulary.Sha256
            ? Tokenizer
            : new WordPieceTokenizer(reader.Folder.Vocabulary);
        ModelManifest manifest = encoder.Manifest;
        QuestionEncoder = new QuestionEncoder(new TextEncoder(encoder, Tokenizer, manifest.QuestionPrefix, options.MaxQuestionTokens + 2));
        PassageEncoder = new PassageEncoder(new TextEncoder(encoder, Tokenizer, manifest.PassagePrefix, manifest.RecommendedMaxTokens));
        Phrasing = Phrasing.Find(options.ModelsDirectory, reader.Folder.Identity);
        Reader = new SpanReader(reader, readerTokenizer, Phrasing, options);
        Names = new ModelNames { Encoder = encoder.Folder.Identity, Reader = reader.Folder.Identity };
        Pool = new InferencePool(options);
    }

    /// <summary>What they run on.</summary>
    public ExecutionDevice Device { get; }

    /// <summary>The encoder's tokenizer: what passages are measured with.</summary>
    public WordPieceTokenizer Tokenizer { get; }

    /// <summary>Encodes questions.</summary>
    public QuestionEncoder QuestionEncoder { get; }

    /// <summary>Encodes passages.</summary>
    public PassageEncoder PassageEncoder { get; }

    /// <summary>Reads passages.</summary>
    public SpanReader Reader { get; }

    /// <summary>Which spans the reader prefers by their shape; null when none was fitted for it.</summary>
    public Phrasing? Phrasing { get; }

    /// <summary>Names and hashes of the models, as answers carry them.</summary>
    public ModelNames Names { get; }

    /// <summary>The encoder's manifest.</summary>
    public ModelManifest EncoderManifest => _encoder.Manifest;

    /// <summary>The reader's manifest.</summary>
    public ModelManifest ReaderManifest => _reader.Manifest;

    /// <summary>The threads that encoders and reader should be called on.</summary>
    public InferencePool Pool { get; }

    /// <summary>Verifies and loads both models for the CPU and starts the threads. Takes about a second.</summary>
    /// <exception cref="ModelException">A model is missing, altered, too new or of the wrong role.</exception>
    public static InferenceModels Open(InferenceOptions options) => Open(options, CpuDevice.Instance);

    /// <summary>The same for another device.</summary>
    /// <exception cref="ModelException">A model is missing, altered, too new or of the wrong role, or the device cannot run it.</exception>
    public static InferenceModels Open(InferenceOptions options, ExecutionDevice device)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(device);
        ModelFolder encoderFolder = ModelFolder.Open(Path.Combine(options.ModelsDirectory, options.EncoderFolder), ModelRole.Encoder);
        ModelFolder readerFolder = ModelFolder.Open(Path.Combine(options.ModelsDirectory, options.ReaderFolder), ModelRole.Reader);
        var encoder = new ModelSession(encoderFolder, device);
        ModelSession? reader = null;
        try
        {
            reader = new ModelSession(readerFolder, device);
            return new InferenceModels(encoder, reader, device, options);
        }
        catch
        {
            reader?.Dispose();
            encoder.Dispose();
            throw;
        }
    }

    /// <summary>Stops the threads, then unloads the models. Do not call encoders or reader afterwards.</summary>
    public void Dispose()
    {
        Pool.Dispose();
        _encoder.Dispose();
        _reader.Dispose();
    }
}
