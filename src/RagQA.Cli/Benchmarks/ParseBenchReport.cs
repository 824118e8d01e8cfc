namespace RagQA.Cli.Benchmarks;

/// <summary>Speed of reading files, one after another.</summary>
internal sealed record ParseBenchReport(int Files, long Bytes, double InProcessFilesPerSecond, double ReaderProcessFilesPerSecond, double FirstFileMilliseconds)
{
    public void Write(TextWriter output)
    {
        output.WriteLine(FormattableString.Invariant($"{Files} files, {Bytes / 1024.0:0} KiB"));
        output.WriteLine(FormattableString.Invariant($"in this process    {InProcessFilesPerSecond,8:0} files/s"));
        output.WriteLine(FormattableString.Invariant($"in a reader process{ReaderProcessFilesPerSecond,8:0} files/s; the first file with the start of its process {FirstFileMilliseconds:0} ms"));
    }
}
