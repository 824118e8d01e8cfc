namespace RagQA.Corpus;

/// <summary>Words that end with a full stop without ending a sentence. All without their last full stop.</summary>
internal static class Abbreviations
{
    /// <summary>Always followed by more of the sentence: titles, "e.g.", "approx.".</summary>
    private static readonly HashSet<string> Leading = new(StringComparer.OrdinalIgnoreCase)
    {
        "dr", "drs", "mr", "mrs", "ms", "prof", "rev", "st", "messrs", "sr", "rep", "sen", "gov", "gen", "col", "capt", "lt", "sgt", "hon", "v",
        "e.g", "eg", "i.e", "ie", "cf", "vs", "viz",
        "approx", "ca", "esp", "incl", "excl", "resp", "ver", "v.s", "c.f", "assoc",
    };

    /// <summary>Followed by a number when they are abbreviations: "No. 5", "Fig. 2".</summary>
    private static readonly HashSet<string> BeforeNumber = new(StringComparer.OrdinalIgnoreCase)
    {
        "no", "nos", "nr", "fig", "figs", "ref", "refs", "vol", "vols", "p", "pp", "pg", "ch", "chap", "sec", "sect", "tab", "tbl",
        "art", "para", "eq", "ed", "eds", "max", "min", "temp", "wt", "ht", "app", "ext", "tel", "jan", "feb", "mar", "apr", "jun",
        "jul", "aug", "sep", "sept", "oct", "nov", "dec", "q", "b.p", "bp", "h.r",
    };

    /// <summary>May end a sentence, and then a capital letter follows: units, dosing times, "etc.".</summary>
    private static readonly HashSet<string> Ambiguous = new(StringComparer.OrdinalIgnoreCase)
    {
        "mg", "mcg", "µg", "μg", "g", "kg", "ml", "l", "dl", "mmol", "mol", "mmhg", "cm", "mm", "m", "iu", "u", "units",
        "hr", "hrs", "h", "mins", "s", "secs", "wk", "wks", "mth", "mths", "yr", "yrs", "tabs", "cap", "caps", "inj", "susp", "soln",
        "b.d", "bd", "t.d.s", "tds", "t.d", "q.d.s", "qds", "o.d", "od", "o.n", "o.m", "b.i.d", "bid", "t.i.d", "tid", "q.i.d", "qid",
        "q.d", "q.h", "p.r.n", "prn", "p.o", "i.v", "iv", "i.m", "s.c", "s.l", "p.r", "p.v", "a.m", "p.m", "n.b", "etc", "al",
        "pt", "pts", "dept", "hosp", "hx", "dx", "rx", "tx", "sx", "ph.d", "m.d", "inc", "ltd", "co", "jr",
    };

    /// <summary>Words before a single letter that name a kind: "vitamin D." ends a sentence, "Dr J." does not.</summary>
    private static readonly HashSet<string> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        "vitamin", "hepatitis", "type", "group", "grade", "stage", "class", "factor", "influenza", "plan", "option", "appendix",
        "table", "figure", "part", "step", "box", "section", "ward", "protein", "category", "level", "schedule", "arm", "chart",
        "immunoglobulin", "streptococcus", "haemophilia", "hemophilia", "column", "route", "regimen", "protocol", "and", "or",
    };

    /// <summary>Words that open a sentence far more often than they follow an initial.</summary>
    private static readonly HashSet<string> Openers = new(StringComparer.Ordinal)
    {
        "The", "A", "An", "It", "In", "This", "These", "That", "If", "For", "Do", "Give", "When", "Patients", "There", "Use", "Avoid",
        "He", "She", "They", "We", "His", "Her", "On", "At", "After", "Before", "Continue", "Start", "Stop", "Check", "No", "Not",
    };

    public static bool IsLeading(string word) => Leading.Contains(word);

    public static bool IsBeforeNumber(string word) => BeforeNumber.Contains(word);

    public static bool IsAmbiguous(string word) => Ambiguous.Contains(word);

    public static bool IsKind(string word) => Kinds.Contains(word);

    public static bool IsOpener(string word) => Openers.Contains(word);
}
