namespace RagQA.Index;

/// <summary>
/// Lower case without diacritics, by a table of its own: the programs run with invariant globalization, under which
/// <c>string.Normalize</c> leaves everything outside ASCII as it is.
/// </summary>
internal static class LetterFolding
{
    // Base letters of U+00C0–U+024F; '.' where there is none.
    private const string Latin =
        "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
        + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkkllllll."
        + ".llnnnnnn.nnoooooo..rrrrrrssssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
        + "................................oo.............uu..............."
        + ".............aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa...."
        + "aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............"
        + "................";

    // Base letters of U+1E00–U+1EFF.
    private const string LatinAdditional =
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
        + "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
        + "wwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
        + "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

    // α to ω (U+03B1–U+03C9), with the final sigma at its place.
    private static readonly string[] Greek =
    [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
        "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
    ];

    /// <summary>Digit that a superscript or subscript stands for; null for every other character.</summary>
    public static char? RaisedDigit(char c) => c switch
    {
        '\u00B9' => '1',
        '\u00B2' or '\u00B3' => (char)('2' + (c - '\u00B2')),
        '\u2070' or (>= '\u2074' and <= '\u2079') => (char)('0' + (c - '\u2070')),
        _ => null,
    };

    /// <summary>Digit that a subscript stands for; null for every other character.</summary>
    public static char? LoweredDigit(char c) => c is >= '\u2080' and <= '\u2089' ? (char)('0' + (c - '\u2080')) : null;

    /// <summary>What a letter or digit is compared as: lower case, without diacritics, Greek spelt out.</summary>
    public static string Fold(char c)
    {
        if (Special(c) is { } special)
        {
            return special;
        }

        var lower = char.ToLowerInvariant(c);
        if (lower is >= 'α' and <= 'ω')
        {
            return Greek[lower - 'α'];
        }

        var folded = c switch
        {
            >= '\u00C0' and <= '\u024F' => Latin[c - '\u00C0'],
            >= '\u1E00' and <= '\u1EFF' => LatinAdditional[c - '\u1E00'],
            _ => '.',
        };
        return (folded == '.' ? lower : folded).ToString();
    }

    private static string? Special(char c) => c switch
    {
        '\u00B5' => "mu",
        'Æ' or 'æ' => "ae",
        'Œ' or 'œ' => "oe",
        'Þ' or 'þ' => "th",
        'ß' or 'ẞ' => "ss",
        'Ĳ' or 'ĳ' => "ij",
        'ά' => "alpha",
        'έ' => "epsilon",
        'ή' => "eta",
        'ϑ' => "theta",
        'ϕ' => "phi",
        '\uFB00' => "ff",
        '\uFB01' => "fi",
        '\uFB02' => "fl",
        '\uFB03' => "ffi",
        '\uFB04' => "ffl",
        '\uFB05' or '\uFB06' => "st",
        >= '\uFF10' and <= '\uFF19' => ((char)('0' + (c - '\uFF10'))).ToString(),
        _ => null,
    };
}
