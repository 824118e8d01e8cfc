using System.Diagnostics;
using RagQA.Corpus;

namespace RagQA.Cli.Benchmarks;

/// <summary>Reads the files of a folder over and over, in this process and in reader processes, in turns.</summary>
internal static class ParseBench
{
    public static async Task<ParseBenchReport> RunAsync(string folder, int rounds, CancellationToken cancellationToken)
    {
        var files = FolderReader.Read(folder).Where(f => f.Failure is null).ToArray();
        if (files.Length == 0)
        {
            throw new RagQAException(FailureKind.NotFound, "There are no files in this folder; name one with documents.");
        }

        var here = new InProcessFileParser();
        using var there = new ChildProcessFileParser(ReaderProgram.Ragqa());
        var first = await TimeAsync(there, files[..1], cancellationToken);

        // One round each without the watch: the code of both is compiled then.
        await TimeAsync(here, files, cancellationToken);
        await TimeAsync(there, files, cancellationToken);
        var (inProcess, inReader) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var round = 0; round < rounds; round++)
        {
            inProcess += await TimeAsync(here, files, cancellationToken);
            inReader += await TimeAsync(there, files, cancellationToken);
        }

        var count = files.Length * rounds;
        return new ParseBenchReport(
            files.Length, files.Sum(f => new FileInfo(f.Path).Length), count / inProcess.TotalSeconds, count / inReader.TotalSeconds, first.TotalMilliseconds);
    }

    private static async Task<TimeSpan> TimeAsync(IFileParser parser, FolderFile[] files, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        foreach (var file in files)
        {
            await file.LoadAsync(parser, cancellationToken);
        }

        return watch.Elapsed;
    }
}
