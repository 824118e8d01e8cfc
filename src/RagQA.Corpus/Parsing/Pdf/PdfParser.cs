using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Exceptions;

namespace RagQA.Corpus;

/// <summary>PDF: the text that a reader of its pages sees, in reading order, without running headers and footers; pages are kept.</summary>
internal sealed class PdfParser : IDocumentParser
{
    private const int MaxLettersOfAPage = 500_000;
    private static readonly string[] FileNames = [".doc", ".docx", ".pdf", ".odt", ".rtf", ".indd", ".tex", ".ppt", ".pptx"];

    public string Name => "pdf/1";

    public IReadOnlyList<string> Extensions { get; } = [".pdf"];

    public ParseResult Parse(byte[] content, ParsingLimits limits)
    {
        try
        {
            using PdfDocument document = PdfDocument.Open(content, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
            return ParseResult.Of(Parse(document, limits));
        }
        catch (PdfDocumentEncryptedException exception)
        {
            throw new RagQAException(FailureKind.Unsupported, "It is protected with a password; save it without one.", exception);
        }
    }

    private ParsedDocument Parse(PdfDocument document, ParsingLimits limits)
    {
        if (document.NumberOfPages > limits.MaxPages)
        {
            throw new RagQAException(FailureKind.TooLarge, $"It has more than {limits.MaxPages} pages; split it into smaller files.");
        }

        // 1. What is seen on each page.
        List<PdfPage> pages = [];
        bool hidden = false;
        long length = 0;
        for (int number = 1; number <= document.NumberOfPages; number++)
        {
            Page page = document.GetPage(number);
            List<Letter> shown = Shown(page, ref hidden);
            pages.Add(new PdfPage(number, page.Height, PdfLetters.Segments(shown)));
            length += shown.Count;
            if (shown.Count > MaxLettersOfAPage || length > limits.MaxTextLength)
            {
                throw new RagQAException(FailureKind.TooLarge, $"It holds more than {limits.MaxTextLength} characters of text; split it into smaller files.");
            }
        }

        // 2. The text, without what comes again on every page.
        DocumentTextBuilder builder = new();
        PdfTextWriter.Write(PdfRunningLines.Remove(pages), builder);
        if (builder.IsEmpty)
        {
            throw new RagQAException(FailureKind.Invalid, hidden
                ? "All its text is invisible on the page, as in a scan with a recognised text behind the pictures; save the recognised text as a document of its own."
                : "There is no text in it, only pictures; let a program for text recognition read them first.");
        }

        ParsedDocument parsed = builder.Build(Name, Title(document), []);
        return parsed with { Flags = [.. SuspicionFlags.Of(parsed.Text), .. hidden ? [SuspicionFlags.HiddenText] : Array.Empty<string>()] };
    }

    private static List<Letter> Shown(Page page, ref bool hidden)
    {
        PdfVisibility visibility = new(page);
        List<Letter> shown = new(page.Letters.Count);
        foreach (Letter letter in page.Letters)
        {
            if (!visibility.IsHidden(letter))
            {
                shown.Add(letter);
            }
            else
            {
                hidden |= letter.Value is { } value && value.Any(char.IsLetterOrDigit);
            }
        }

        return shown;
    }

    // Programs fill in the name of a file where nobody wrote a title.
    private static string? Title(PdfDocument document)
    {
        string? title = document.Information.Title?.Trim();
        if (string.IsNullOrEmpty(title) || title.StartsWith("Microsoft Word", StringComparison.OrdinalIgnoreCase)
            || title.Equals("untitled", StringComparison.OrdinalIgnoreCase)
            || FileNames.Any(extension => title.EndsWith(extension, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        string line = string.Join(' ', FileText.CleanOrEmpty(title.Replace('\0', ' ')).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length is > 0 and <= 300 ? line : null;
    }
}
