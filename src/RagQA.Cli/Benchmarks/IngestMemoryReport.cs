using System.Globalization;

namespace RagQA.Cli.Benchmarks;

/// <summary>Memory after a step: of the process, of its managed heap, and of the partition indexes, in bytes; and how long the step took.</summary>
internal sealed record IngestMemoryStep(long Passages, long ProcessBytes, long HeapBytes, long IndexBytes, double Seconds);

/// <summary>Memory of a silo while a collection grows.</summary>
internal sealed record IngestMemoryReport(IngestMemoryStep[] Steps)
{
    public void Write(TextWriter output)
    {
        output.WriteLine($"{"passages",9} {"process",9} {"heap",9} {"index",9} {"process - index",16} {"seconds",8}   MiB, made-up vectors");
        foreach (var s in Steps)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{s.Passages,9} {MiB(s.ProcessBytes),9:0} {MiB(s.HeapBytes),9:0} {MiB(s.IndexBytes),9:0} {MiB(s.ProcessBytes - s.IndexBytes),16:0} {s.Seconds,8:0.0}"));
        }
    }

    private static double MiB(long bytes) => bytes / 1048576.0;
}
