using System.Diagnostics;
using System.Text;
using RagQA.Corpus;
using RagQA.Tests.Corpus.Hostile;

namespace RagQA.Tests.Corpus;

public sealed class ChildProcessFileParserTests
{
    // Small enough that a bomb goes off quickly.
    private static readonly ParsingLimits Small = new()
    {
        MaxMemoryBytes = 512L << 20,
        MaxTime = TimeSpan.FromSeconds(60),
        MaxProcessorTime = TimeSpan.FromSeconds(10),
        MaxProcesses = 1,
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parse_OfAGoodFile_GivesWhatThisProcessGives()
    {
        byte[] content = Encoding.UTF8.GetBytes("# Sepsis\n\n## Treat\n\nGive ~~5~~ oxygen 😀 e\u0301.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n");
        using ChildProcessFileParser parser = new(ReaderProgram.Ragqa());
        ParsedDocument there = Assert.Single((await parser.ParseAsync("a.md", content, Ct)).Documents);
        ParsedDocument here = Assert.Single(DocumentParsers.Parse("a.md", content).Documents);
        Assert.Equal((here.Text, here.Parser, here.Attributes.Title), (there.Text, there.Parser, there.Attributes.Title));
        Assert.Equal(here.Sections, there.Sections);
        Assert.Equal(here.Flags, there.Flags);
    }

    [Fact]
    public async Task Parse_OfPackedFormats_WorksInConfinement()
    {
        using ChildProcessFileParser parser = new(ReaderProgram.Ragqa());
        byte[] pdf = new RawPdf().OnePage().Stream(4, "BT /F1 12 Tf 50 700 Td (Give oxygen.) Tj ET").Close();
        ParsedDocument fromPdf = Assert.Single((await parser.ParseAsync("a.pdf", pdf, Ct)).Documents);
        ParsedDocument fromWord = Assert.Single((await parser.ParseAsync("a.docx", RawDocx.WithBody(RawDocx.Paragraph("Give oxygen.")), Ct)).Documents);
        Assert.Equal(("Give oxygen.", "Give oxygen."), (fromPdf.Text, fromWord.Text));
        Assert.Equal(1, Assert.Single(fromPdf.Sections).Page);
    }

    [Fact]
    public async Task Parse_OfLines_GivesDocumentsAndFailures()
    {
        using ChildProcessFileParser parser = new(ReaderProgram.Ragqa());
        ParseResult result = await parser.ParseAsync(
            "a.jsonl", "{\"id\":\"one\",\"title\":\"A\",\"text\":\"x\",\"date\":\"2025-01-02\",\"accessLabels\":[\"l\"],\"metadata\":{\"k\":\"v\"}}\nbroken"u8.ToArray(), Ct);
        ParsedDocument document = Assert.Single(result.Documents);
        Assert.Equal(("one", new DateOnly(2025, 1, 2), "l", "v"), (document.Id, document.Attributes.Date, document.Attributes.AccessLabels[0], document.Attributes.Metadata["k"]));
        Assert.Equal([1], result.Lines);
        Assert.Equal(2, Assert.Single(result.Failures).Line);
    }

    [Fact]
    public async Task Probe_OfAReader_FindsNoWayOut()
    {
        using ChildProcessFileParser parser = new(ReaderProgram.Ragqa());
        Assert.Empty(await parser.ProbeAsync(Ct));
    }

    [Fact]
    public async Task Parse_OfEveryHostileFile_GivesADocumentOrAReasonAndTheNextFileIsRead()
    {
        byte[] good = "Give oxygen."u8.ToArray();
        using ChildProcessFileParser parser = new(ReaderProgram.Ragqa(), Small);
        int files = 0;
        List<string> outcomes = [];
        foreach ((string name, byte[] content) in HostileFiles.All())
        {
            files++;
            long started = Stopwatch.GetTimestamp();
            try
            {
                ParseResult result = await parser.ParseAsync(name, content, Ct);
                outcomes.Add($"{name}: {result.Documents.Count} documents of {result.Documents.Sum(document => document.Text.Length)} characters, {result.Failures.Count} failures");
            }
            catch (RagQAException exception)
            {
                Assert.False(exception.IsTransient, name);
                Assert.EndsWith(".", exception.Message, StringComparison.Ordinal);
                outcomes.Add($"{name}: {exception.Kind}: {exception.Message}");
            }

            outcomes[^1] += $" ({Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s)";
            Assert.Equal("Give oxygen.", Assert.Single((await parser.ParseAsync("good.txt", good, Ct)).Documents).Text);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', outcomes));
        Assert.True(files >= 60, $"{files} files");

        // What is harmless in spite of its oddity is read.
        string[] read = ["pdf-parent-in-a-circle.pdf", "pdf-script.pdf", "word-linked-template.docx", "word-relation-out-of-the-package.docx", "word-styles-in-a-circle.docx", "word-hidden-text.docx", "page-hidden-text.html"];
        Assert.All(read, name => Assert.Contains(outcomes, outcome => outcome.StartsWith($"{name}: 1 documents", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Parse_BeyondTheTimeLimit_SaysSo()
    {
        ParsingLimits hurried = Small with { MaxTime = TimeSpan.FromMilliseconds(1) };
        using ChildProcessFileParser parser = new(ReaderProgram.Ragqa(), hurried);
        RagQAException exception = await Assert.ThrowsAsync<RagQAException>(() => parser.ParseAsync("a.txt", "x"u8.ToArray(), Ct));
        Assert.Contains("took longer than", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parse_BeyondTheMemoryLimit_SaysSo()
    {
        ParsingLimits little = Small with { MaxMemoryBytes = 128L << 20 };
        using ChildProcessFileParser parser = new(ReaderProgram.Ragqa(), little);
        byte[] large = new byte[60_000_000];
        large.AsSpan().Fill((byte)'x');
        RagQAException exception = await Assert.ThrowsAsync<RagQAException>(() => parser.ParseAsync("a.txt", large, Ct));
        Assert.Equal((FailureKind.TooLarge, "It needs more than 128 MiB of memory"), (exception.Kind, exception.Message[..36]));
    }

    [Fact]
    public async Task Parse_WhereTheProgramIsMissing_IsUnavailable()
    {
        using ChildProcessFileParser parser = new(new ReaderProgram("/nowhere/at/all", []));
        Assert.Equal(FailureKind.Unavailable, (await Assert.ThrowsAsync<RagQAException>(() => parser.ParseAsync("a.txt", "x"u8.ToArray(), Ct))).Kind);
    }

    [Fact]
    public async Task Parse_AnsweredByAnotherProgram_IsRefused()
    {
        // A reader that was taken over may send anything: here a frame of two gigabytes.
        using ChildProcessFileParser parser = new(new ReaderProgram("/bin/sh", ["-c", "printf '\\377\\377\\377\\177\\004'; cat > /dev/null"]));
        RagQAException exception = await Assert.ThrowsAsync<RagQAException>(() => parser.ParseAsync("a.txt", "x"u8.ToArray(), Ct));
        Assert.Equal(FailureKind.TooLarge, exception.Kind);
    }

    [Fact]
    public async Task Parse_OfManyFilesAtOnce_GivesEachItsOwnText()
    {
        using ChildProcessFileParser parser = new(ReaderProgram.Ragqa(), Small with { FilesPerProcess = 3, MaxProcesses = 2 });
        ParseResult[] results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => parser.ParseAsync("a.txt", Encoding.UTF8.GetBytes($"Bed {i}."), Ct)));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"Bed {i}."), results.Select(result => Assert.Single(result.Documents).Text));
    }
}
