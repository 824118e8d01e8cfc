namespace RagQA.Inference;

/// <summary>The models of a process, loaded, with the threads that run them. One per process.</summary>
public sealed class InferenceModels : IDisposable
{
    private readonly Lock _loading = new();
    private readonly Dictionary<string, LoadedEncoder> _others = new(StringComparer.Ordinal);
    private readonly InferenceOptions _options;
    private readonly LoadedEncoder _encoder;
    private readonly ModelSession _reader;
    private bool _isDisposed;

    private InferenceModels(LoadedEncoder encoder, ModelSession reader, ExecutionDevice device, InferenceOptions options)
    {
        Device = device;
        _options = options;
        _encoder = encoder;
        _reader = reader;
        WordPieceTokenizer readerTokenizer = reader.Manifest.Vocabulary.Sha256 == encoder.Manifest.Vocabulary.Sha256
            ? Tokenizer
            : new WordPieceTokenizer(reader.Folder.Vocabulary);
        Phrasing = Phrasing.Find(options.ModelsDirectory, reader.Folder.Identity);
        Reader = new SpanReader(reader, readerTokenizer, Phrasing, options);
        Names = new ModelNames { Encoder = encoder.Identity, Reader = reader.Folder.Identity };
        Pool = new InferencePool(options);
    }

    /// <summary>What they run on.</summary>
    public ExecutionDevice Device { get; }

    /// <summary>The encoder's tokenizer: what passages are measured with.</summary>
    public WordPieceTokenizer Tokenizer => _encoder.Tokenizer;

    /// <summary>Encodes questions.</summary>
    public QuestionEncoder QuestionEncoder => _encoder.QuestionEncoder;

    /// <summary>Encodes passages.</summary>
    public PassageEncoder PassageEncoder => _encoder.PassageEncoder;

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
        var encoder = new LoadedEncoder(encoderFolder, device, options);
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

    /// <summary>An encoder of the models directory, which is loaded when it is first asked for and then stays.</summary>
    /// <param name="sha256">SHA-256 of its model; empty for the default encoder.</param>
    /// <exception cref="ModelException">It is not there or cannot be used; the message says what to do.</exception>
    public LoadedEncoder EncoderOf(string sha256)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        if (sha256.Length == 0 || sha256 == _encoder.Manifest.Sha256)
        {
            return _encoder;
        }

        lock (_loading)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_others.TryGetValue(sha256, out LoadedEncoder? encoder))
            {
                ModelFolder folder = ModelFolder.Open(EncoderFolders.Find(_options.ModelsDirectory, sha256).Path, ModelRole.Encoder);
                encoder = new LoadedEncoder(folder, Device, _options);
                _others.Add(sha256, encoder);
            }

            return encoder;
        }
    }

    /// <summary>Name and hash of an encoder of the models directory, without loading it; null when it is not there.</summary>
    public string? IdentityOf(string sha256)
    {
        try
        {
            return sha256 is "" || sha256 == _encoder.Manifest.Sha256
                ? _encoder.Identity
                : $"{EncoderFolders.Find(_options.ModelsDirectory, sha256).Manifest.Name}@{sha256}";
        }
        catch (ModelException)
        {
            // What was built with it once is still known by its hash.
            return null;
        }
    }

    /// <summary>SHA-256 of the encoder of this folder or name in the models directory, or of this hash; it can be used from now on.</summary>
    /// <exception cref="ModelException">As <see cref="EncoderOf"/>.</exception>
    public string FindEncoder(string encoder) => EncoderOf(EncoderFolders.Find(_options.ModelsDirectory, encoder).Manifest.Sha256).Manifest.Sha256;

    /// <summary>Stops the threads, then unloads the models. Do not call encoders or reader afterwards.</summary>
    public void Dispose()
    {
        Pool.Dispose();
        lock (_loading)
        {
            _isDisposed = true;
            foreach (LoadedEncoder other in _others.Values)
            {
                other.Dispose();
            }

            _others.Clear();
        }

        _encoder.Dispose();
        _reader.Dispose();
    }
}
