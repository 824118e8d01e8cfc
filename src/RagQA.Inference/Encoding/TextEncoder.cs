namespace RagQA.Inference;

/// <summary>The tower that questions and passages share.</summary>
internal sealed class TextEncoder
{
    private readonly ModelSession _session;
    private readonly WordPieceTokenizer _tokenizer;
    private readonly string _prefix;
    private readonly int _maxTokens;

    /// <param name="session">A session of the role encoder.</param>
    /// <param name="tokenizer">Over the vocabulary of the same model.</param>
    /// <param name="prefix">Put in front of every text.</param>
    /// <param name="maxTokens">Special tokens counted.</param>
    public TextEncoder(ModelSession session, WordPieceTokenizer tokenizer, string prefix, int maxTokens)
    {
        session.Folder.Require(ModelRole.Encoder);
        _session = session;
        _tokenizer = tokenizer;
        _prefix = prefix;
        _maxTokens = Math.Min(maxTokens, session.Manifest.Architecture.MaxTokens);
    }

    public int Dimension => _session.Manifest.Dimension;

    public int[] Prepare(string text, out bool isTruncated)
    {
        ArgumentNullException.ThrowIfNull(text);
        int[] tokens = _tokenizer.Encode(_prefix.Length == 0 ? text : _prefix + text).Ids;
        int kept = Math.Min(tokens.Length, _maxTokens - 2);
        isTruncated = kept < tokens.Length;
        return [_tokenizer.Vocabulary.Classifier, .. tokens.AsSpan(0, kept), _tokenizer.Vocabulary.Separator];
    }

    public float[] Encode(ReadOnlySpan<int> tokens)
    {
        if (tokens.IsEmpty || tokens.Length > _session.Manifest.Architecture.MaxTokens)
        {
            throw new ArgumentException($"Give 1 to {_session.Manifest.Architecture.MaxTokens} tokens: what Prepare returns.", nameof(tokens));
        }

        if (tokens.ContainsAnyExceptInRange(0, _tokenizer.Vocabulary.Count - 1))
        {
            throw new ArgumentException("A token is not in the vocabulary: prepare the text with the same model.", nameof(tokens));
        }

        SequenceBuffers buffers = _session.Rent();
        try
        {
            buffers.Set(tokens, tokens.Length);
            _session.Run(buffers, tokens.Length);
            return buffers.Output(0)[..Dimension].ToArray();
        }
        finally
        {
            _session.Return(buffers);
        }
    }
}
