using System.ComponentModel.DataAnnotations;

namespace RagQA.Corpus;

/// <summary>
/// Limits that keep one file from taking the whole machine; what goes beyond one of them costs that file only. A server takes them
/// from its configuration, section <c>RagQA:Parsing</c>, such as <c>RagQA__Parsing__MaxFileBytes</c> in the environment.
/// </summary>
public sealed record ParsingLimits
{
    /// <summary>Deepest nesting of elements in HTML, Markdown and Word documents; real documents stay far below.</summary>
    public const int MaxNesting = 400;

    /// <summary>Longest id of a document in characters.</summary>
    public const int MaxIdLength = 256;

    /// <summary>Limits for documents of usual size.</summary>
    public static ParsingLimits Default { get; } = new();

    /// <summary>Largest file that is read. Default 64 MiB.</summary>
    [Range(1, 1 << 30)]
    public int MaxFileBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Longest text of one document in UTF-16 code units. Default 16 million, some 5,000 pages.</summary>
    [Range(1, 1 << 28)]
    public int MaxTextLength { get; set; } = 16 * 1024 * 1024;

    /// <summary>Most pages of a PDF. Default 5,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxPages { get; set; } = 5000;

    /// <summary>Largest content of a Word document once unpacked. Default 256 MiB.</summary>
    [Range(1, 1L << 32)]
    public long MaxUnpackedBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>Most memory for the objects of one file. Default 1 GiB.</summary>
    [Range(128L * 1024 * 1024, 1L << 40)]
    public long MaxMemoryBytes { get; set; } = 1024L * 1024 * 1024;

    /// <summary>Longest time for one file, however busy the machine is. Default 60 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MaxTime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Most processor time for one file, whole seconds. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MaxProcessorTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Most that a reader may give back for one file. Default 256 MiB.</summary>
    [Range(1024, 1 << 30)]
    public int MaxResultBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>Files after which a reader process is replaced by a new one. Default 500.</summary>
    [Range(1, 1_000_000)]
    public int FilesPerProcess { get; set; } = 500;

    /// <summary>Reader processes at the same time. Default 2.</summary>
    [Range(1, 64)]
    public int MaxProcesses { get; set; } = 2;

    /// <summary>Time after which a reader process without work ends. Default one minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan IdleTime { get; set; } = TimeSpan.FromMinutes(1);
}
