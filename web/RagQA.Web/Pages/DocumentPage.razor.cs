using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using RagQA.Client;
using RagQA.Web.Asking;
using RagQA.Web.Reading;

namespace RagQA.Web.Pages;

/// <summary>A document as it is stored, with the quoted place marked; plain HTML without a circuit.</summary>
public sealed partial class DocumentPage
{
    private DocumentText? _document;
    private IReadOnlyList<ReaderSection> _sections = [];
    private List<(Heading Heading, string Anchor)> _contents = [];
    private Paragraph? _target;
    private bool _isOtherVersion;
    private string _problemTitle = "";
    private string _problem = "";

    [Parameter] public string Collection { get; set; } = "";

    [Parameter] public string Id { get; set; } = "";

    /// <summary>First digits of the hash of the text that the offsets refer to.</summary>
    [SupplyParameterFromQuery(Name = "v")] public string? Version { get; set; }

    [SupplyParameterFromQuery(Name = "from")] public int? PassageStart { get; set; }

    [SupplyParameterFromQuery(Name = "to")] public int? PassageEnd { get; set; }

    [SupplyParameterFromQuery(Name = "start")] public int? SpanStart { get; set; }

    [SupplyParameterFromQuery(Name = "end")] public int? SpanEnd { get; set; }

    [CascadingParameter] private HttpContext? Http { get; set; }

    [Inject] private IRagQAClient Client { get; set; } = null!;

    [Inject] private ICurrentPrincipal CurrentPrincipal { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IOptions<RagQAWebOptions> Options { get; set; } = null!;

    // Web addresses only: a document may name anything as its address.
    private string? Original =>
        Uri.TryCreate(_document?.Document.Attributes.Url, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) ? OriginalAt(url) : null;

    private string Address => new Uri(Navigation.Uri).PathAndQuery;

    protected override async Task OnParametersSetAsync()
    {
        try
        {
            _document = await Client.GetDocumentAsync(Collection, Id, await CurrentPrincipal.GetAsync());
        }
        catch (RagQAException exception)
        {
            ShowProblem(exception);
            return;
        }

        _isOtherVersion = Version is { Length: > 0 } && DocumentLink.ShortVersion(_document.Document.Version) != Version;
        var passage = _isOtherVersion ? null : Range(PassageStart, PassageEnd, _document.Text);
        var span = _isOtherVersion ? null : Range(SpanStart, SpanEnd, _document.Text);
        _sections = ReaderLayout.Of(_document, passage ?? span, span);
        _contents = [.. _sections.SelectMany(s => s.Headings.Select(h => (h, s.Anchor)))];
        var paragraphs = _sections.SelectMany(s => s.Paragraphs).ToArray();
        _target = Array.Find(paragraphs, p => p.Pieces.Any(piece => piece.IsMarked)) ?? Array.Find(paragraphs, p => p.IsInPassage);
    }

    private static TextRange? Range(int? start, int? end, string text) =>
        start is { } s && end is { } e && s >= 0 && s < e && e <= text.Length ? new TextRange(s, e) : null;

    // A PDF opens at the page of the quote.
    private string OriginalAt(Uri url) =>
        url.AbsolutePath.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase) && PageOf(SpanStart ?? PassageStart ?? 0) is { } page
            ? string.Create(CultureInfo.InvariantCulture, $"{url.GetLeftPart(UriPartial.Query)}#page={page}")
            : url.AbsoluteUri;

    private int? PageOf(int position) => _document!.Sections.LastOrDefault(s => s.Body.Start <= position)?.PageAt(position);

    private static IEnumerable<string> Facts(DocumentDescription document)
    {
        if (document.Attributes.DocumentType is { Length: > 0 } type)
        {
            yield return type;
        }

        yield return document.Attributes.Date is { } date ? Wording.Date(date) : "no date";
        yield return Wording.Count(document.Passages, "passage");
    }

    private void ShowProblem(RagQAException exception)
    {
        _document = null;
        _problemTitle = exception.Kind switch
        {
            FailureKind.NotFound => "Document not found",
            FailureKind.Forbidden => "Not allowed",
            _ => "The document cannot be shown now",
        };
        _problem = exception.Message;
        var status = exception.Kind switch
        {
            FailureKind.NotFound => StatusCodes.Status404NotFound,
            FailureKind.Forbidden => StatusCodes.Status403Forbidden,
            FailureKind.Invalid => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status503ServiceUnavailable,
        };

        // Set late: a 404 during rendering makes the framework drop this page for the general one.
        Http?.Response.OnStarting(() =>
        {
            Http.Response.StatusCode = status;
            return Task.CompletedTask;
        });
    }
}
