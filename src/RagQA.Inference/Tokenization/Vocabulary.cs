using System.Text;

namespace RagQA.Inference;

/// <summary>WordPiece vocabulary of a model: one piece per line, the line number is the id.</summary>
public sealed class Vocabulary
{
    private Vocabulary(string[] pieces)
    {
        Count = pieces.Length;
        Unknown = IdOf(pieces, "[UNK]");
        Classifier = IdOf(pieces, "[CLS]");
        Separator = IdOf(pieces, "[SEP]");
        Trie = new WordPieceTrie(pieces);
    }

    /// <summary>Number of pieces.</summary>
    public int Count { get; }

    /// <summary>Id of <c>[UNK]</c>: a word that cannot be put together from pieces.</summary>
    public int Unknown { get; }

    /// <summary>Id of <c>[CLS]</c>: first token of every input.</summary>
    public int Classifier { get; }

    /// <summary>Id of <c>[SEP]</c>: ends a question and a passage.</summary>
    public int Separator { get; }

    internal WordPieceTrie Trie { get; }

    /// <summary>Reads the lines of a <c>vocab.txt</c> (UTF-8).</summary>
    /// <exception cref="ModelException">A special token is missing.</exception>
    public static Vocabulary Parse(ReadOnlySpan<byte> utf8)
    {
        string[] lines = Encoding.UTF8.GetString(utf8).Split('\n');
        int count = lines[^1].Length == 0 ? lines.Length - 1 : lines.Length;
        return new Vocabulary(Array.ConvertAll(lines[..count], line => line.TrimEnd('\r')));
    }

    private static int IdOf(string[] pieces, string special)
    {
        int id = Array.IndexOf(pieces, special);
        return id >= 0 ? id : throw new ModelException($"The vocabulary has no {special}: copy vocab.txt from the model's folder again.");
    }
}
