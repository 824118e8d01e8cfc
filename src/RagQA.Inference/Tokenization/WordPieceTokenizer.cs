namespace RagQA.Inference;

/// <summary>
/// BERT uncased WordPiece (Devlin et al. 2018) with offsets into the original text. Thread-safe; linear in the length of the text.
/// The literal text <c>[SEP]</c> and the like is plain text: special tokens never come from a question or a document.
/// </summary>
public sealed class WordPieceTokenizer : ITokenCounter
{
    private readonly WordPieceTrie _trie;

    /// <summary>Makes a tokenizer over a model's vocabulary.</summary>
    public WordPieceTokenizer(Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        Vocabulary = vocabulary;
        _trie = vocabulary.Trie;
    }

    /// <summary>The vocabulary, with the ids of the special tokens.</summary>
    public Vocabulary Vocabulary { get; }

    /// <inheritdoc/>
    public int Count(ReadOnlySpan<char> text)
    {
        int count = 0;
        var words = new WordScanner(text);
        while (words.Next())
        {
            count += CountPieces(words.Word, words.IsTooLong);
        }

        return count;
    }

    /// <summary>Tokens of a text with their offsets, special tokens not added.</summary>
    /// <param name="text">Any UTF-16, lone surrogates included.</param>
    public TokenizedText Encode(ReadOnlySpan<char> text)
    {
        // Four code units per token is usual in English; the arrays grow where there are more.
        var tokens = new TokenSink(Math.Max(16, text.Length / 4));
        try
        {
            var words = new WordScanner(text);
            while (words.Next())
            {
                AddPieces(ref tokens, in words);
            }

            return tokens.ToText();
        }
        finally
        {
            tokens.Dispose();
        }
    }

    private void AddPieces(ref TokenSink tokens, in WordScanner word)
    {
        ReadOnlySpan<int> rest = word.IsTooLong ? [] : word.Word;
        int before = tokens.Count;
        int first = 0;
        while (!rest.IsEmpty)
        {
            int id = _trie.Longest(rest, continues: first > 0, out int length);
            if (id < 0)
            {
                tokens.Truncate(before);
                break;
            }

            tokens.Add(id, word.StartOf(first), word.EndOf(first + length - 1));
            first += length;
            rest = rest[length..];
        }

        if (tokens.Count == before)
        {
            tokens.Add(Vocabulary.Unknown, word.Start, word.End);
        }
    }

    private int CountPieces(ReadOnlySpan<int> word, bool tooLong)
    {
        int pieces = 0;
        ReadOnlySpan<int> rest = tooLong ? [] : word;
        while (!rest.IsEmpty)
        {
            if (_trie.Longest(rest, continues: pieces > 0, out int length) < 0)
            {
                return 1;
            }

            pieces++;
            rest = rest[length..];
        }

        return Math.Max(1, pieces);
    }
}
