using System.ComponentModel.DataAnnotations;

namespace RagQA.Grains.Retrieval;

/// <summary>How passages are found.</summary>
public sealed class RetrieverOptions
{
    /// <summary>Candidates taken from each retriever before fusion.</summary>
    [Range(1, 10_000)]
    public int Candidates { get; set; } = 100;

    /// <summary>Share of the deadline that encoding and search may use; a partition that is later is missing from the coverage.</summary>
    [Range(0.05, 0.95)]
    public double SearchShare { get; set; } = 0.5;

    /// <summary>Time after which another replica is asked while a replica has not answered often enough to know how long it takes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan HedgeFirst { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Least time before another replica is asked, however fast replies were.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan HedgeAtLeast { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Additional passages verified beside those wanted, so that one that was deleted a moment ago is replaced by the next best.
    /// </summary>
    [Range(0, 1000)]
    public int Spare { get; set; } = 10;

    /// <summary>What the dense list counts in the fusion, against 1 of the lexical one.</summary>
    [Range(0.0, 100.0)]
    public double DenseWeight { get; set; } = 1;

    /// <summary>Whether abbreviations of the question are searched with their long forms beside them, and the other way round.</summary>
    public bool ExpandAbbreviations { get; set; }

    /// <summary>Words of a question from which on only the sentences that ask are searched; 0 for never. The reader gets the whole question.</summary>
    [Range(0, 10_000)]
    public int ShortenFrom { get; set; }

    /// <summary>Whether words of the question that no passage holds are named with words spelt like them. They are never searched instead.</summary>
    public bool SuggestSpelling { get; set; } = true;

    /// <summary>Whether passages with the same words are shown and read once; the others are named with it.</summary>
    public bool MergeEqualPassages { get; set; } = true;
}
