using System.Globalization;

namespace RagQA.Cli.Benchmarks;

/// <summary>
/// Memory after a step, in bytes, and how long the step took. Own memory is what the process would have to swap out; mapped are pages
/// of files (index files, programs) that the system keeps while there is room and drops when there is none. The heap is what is live in it.
/// </summary>
internal sealed record IngestMemoryStep(long Passages, long OwnBytes, long MappedBytes, long HeapBytes, long IndexBytes, double Seconds)
{
    private const string Status = "/proc/self/status";

    /// <summary>Own and mapped memory of this process now; everything counts as its own where the system does not tell them apart.</summary>
    public static (long Own, long Mapped) OfProcess() => File.Exists(Status)
        ? (Of("RssAnon:"), Of("RssFile:") + Of("RssShmem:"))
        : (Environment.WorkingSet, 0);

    // "RssAnon:     123456 kB", proc_pid_status(5).
    private static long Of(string name) => File.ReadLines(Status).Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024).Single();
}

/// <summary>Memory of a silo while a collection grows.</summary>
internal sealed record IngestMemoryReport(IngestMemoryStep[] Steps)
{
    public void Write(TextWriter output)
    {
        output.WriteLine($"{"passages",9} {"own",9} {"heap",9} {"index",9} {"heap - index",12} {"mapped",9} {"seconds",8}   MiB, made-up vectors");
        foreach (var s in Steps)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{s.Passages,9} {MiB(s.OwnBytes),9:0} {MiB(s.HeapBytes),9:0} {MiB(s.IndexBytes),9:0} {MiB(s.HeapBytes - s.IndexBytes),12:0} {MiB(s.MappedBytes),9:0} {s.Seconds,8:0.0}"));
        }
    }

    private static double MiB(long bytes) => bytes / 1048576.0;
}
