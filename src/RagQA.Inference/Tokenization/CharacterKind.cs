namespace RagQA.Inference;

/// <summary>What the tokenizer does with a character.</summary>
internal enum CharacterKind : byte
{
    /// <summary>Part of a word, after replacement by its lower-case base character.</summary>
    Word = 0,

    /// <summary>Vanishes: control and format characters, combining marks, lone surrogates.</summary>
    Dropped = 1,

    /// <summary>Ends a word.</summary>
    Blank = 2,

    /// <summary>A word of its own: punctuation marks and CJK ideographs.</summary>
    Alone = 3,

    /// <summary>Stands for several base characters (Hangul syllables, some Indic vowels), all part of a word.</summary>
    Several = 4,
}
