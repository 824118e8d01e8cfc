namespace RagQA.Corpus;

/// <summary>Code points that take no room when shown.</summary>
internal static class Invisible
{
    /// <summary>Controls of the writing direction: marks, embeddings, overrides, isolates.</summary>
    public static bool IsBidirectional(int c) =>
        c is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>Joiners, which honest text in some scripts and emoji need.</summary>
    public static bool IsJoiner(int c) => c is 0x200C or 0x200D;

    /// <summary>Invisible code points that honest text hardly ever holds: zero-width spaces, fillers, tags, invisible operators.</summary>
    public static bool IsSuspicious(int c) =>
        c is 0x200B or 0x034F or 0x180E or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0xFEFF
            or (>= 0x2060 and <= 0x2064) or (>= 0x206A and <= 0x206F) or (>= 0xFFF9 and <= 0xFFFB)
            or (>= 0xE0000 and <= 0xE007F) or (>= 0xE0100 and <= 0xE01EF);

    /// <summary>Everything that takes no room, soft hyphens and variation selectors included.</summary>
    public static bool IsInvisible(int c) =>
        c is 0x00AD or (>= 0xFE00 and <= 0xFE0F) || IsBidirectional(c) || IsJoiner(c) || IsSuspicious(c);
}
