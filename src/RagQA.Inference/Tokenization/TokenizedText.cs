namespace RagQA.Inference;

/// <summary>Tokens of a text without special tokens.</summary>
public sealed class TokenizedText
{
    internal TokenizedText(int[] ids, (int Start, int End)[] offsets)
    {
        Ids = ids;
        Offsets = offsets;
    }

    /// <summary>Ids of the vocabulary, in the order of the text.</summary>
    public int[] Ids { get; }

    /// <summary>For each token the UTF-16 code units <c>[Start, End)</c> of the original text; both ends lie between code points.</summary>
    public (int Start, int End)[] Offsets { get; }

    /// <summary>Number of tokens.</summary>
    public int Count => Ids.Length;
}
