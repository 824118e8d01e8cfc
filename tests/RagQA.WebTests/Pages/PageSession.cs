using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RagQA.WebTests.Server;

namespace RagQA.WebTests.Pages;

/// <summary>One browser context with one page; notes every request off the host and every complaint of the console.</summary>
public sealed class PageSession : IAsyncDisposable
{
    public static TheoryData<ColorScheme, int> Looks => new()
    {
        { ColorScheme.Light, 1280 }, { ColorScheme.Dark, 1280 }, { ColorScheme.Light, 390 }, { ColorScheme.Dark, 390 },
    };

    private const int Narrowest = 360;

    // The elements that reach beyond the right edge of a page that scrolls sideways.
    private const string WhatSticksOut =
        """
        () => {
            const edge = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= edge) return [];
            const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > edge + .5);
            return ['The page scrolls sideways.', ...out.map(e => `${e.tagName} ${e.className} ${Math.round(e.getBoundingClientRect().right)} > ${edge}`)];
        }
        """;

    private static readonly string? Screenshots = Environment.GetEnvironmentVariable("RAGQA_SCREENSHOTS");

    private readonly IBrowserContext _context;

    private PageSession(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    public List<string> OffHost { get; } = [];

    public List<string> Complaints { get; } = [];

    public static Task<PageSession> OpenAsync(
        WebFixture web, ColorScheme scheme = ColorScheme.Light, int width = 1280, string path = "/", Action<BrowserNewContextOptions>? more = null)
        => OpenAsync(web.Browser, web.Address, scheme, width, path, more);

    /// <summary>The same on another server.</summary>
    public static async Task<PageSession> OpenAsync(
        IBrowser browser, Uri address, ColorScheme scheme = ColorScheme.Light, int width = 1280, string path = "/", Action<BrowserNewContextOptions>? more = null)
    {
        var options = new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 900 },
        };
        more?.Invoke(options);
        var context = await browser.NewContextAsync(options);
        var session = new PageSession(context, await context.NewPageAsync());
        session.Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                session.OffHost.Add(request.Url);
            }
        };
        session.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                session.Complaints.Add(message.Text);
            }
        };
        await session.Page.GotoAsync(path);
        return session;
    }

    /// <summary>Types a question into the page and sends it.</summary>
    public async Task SendAsync(string question)
    {
        await Page.GetByLabel("Question").FillAsync(question);
        await Page.GetByLabel("Question").PressAsync("Enter");
    }

    /// <summary>Types a question into the page and waits for its answer or for its being withheld.</summary>
    public async Task AskAsync(string question)
    {
        await SendAsync(question);
        // Polled: a change of address without a load may be over before a listener for navigations is there.
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("/answers/"), new() { Timeout = 30_000 });
        await Page.Locator(".ask-result h2").First.WaitForAsync();
        await Page.Locator("progress").WaitForAsync(new() { State = WaitForSelectorState.Detached, Timeout = 60_000 });
    }

    public async Task ChooseCollectionAsync(string name) => await Page.GetByLabel("Collection").SelectOptionAsync(name);

    /// <summary>Accessible, silent, at home, and no wider than the window; with its picture.</summary>
    public async Task AssertSoundAsync(string name)
    {
        await PictureAsync(name);

        // A colour on its way to another has no contrast of its own.
        await Page.EvaluateAsync("() => Promise.allSettled(document.getAnimations().filter(a => a.effect.getComputedTiming().endTime !== Infinity).map(a => a.finished))");
        var axe = await Page.RunAxe();
        Assert.True(axe.Violations.Length == 0, string.Join('\n', axe.Violations.Select(v => $"{v.Id}: {v.Help} {string.Join(' ', v.Nodes.Select(n => n.Html))}")));
        Assert.Empty(OffHost);
        Assert.Empty(Complaints);
        await AssertFitsAsync();
    }

    /// <summary>No wider than the window, in the text spacing that WCAG 1.4.12 asks for too: fonts of other machines are as wide at most.</summary>
    private async Task AssertFitsAsync()
    {
        Assert.Empty(await Page.EvaluateAsync<string[]>(WhatSticksOut));
        var size = Page.ViewportSize!;
        if (size.Width is > Narrowest and < 600)
        {
            await Page.SetViewportSizeAsync(Narrowest, size.Height);
        }

        await Page.EvaluateAsync("sheet => { const s = new CSSStyleSheet(); s.replaceSync(sheet); document.adoptedStyleSheets = [s]; }", "* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important; }");
        Assert.Empty(await Page.EvaluateAsync<string[]>(WhatSticksOut));
        await Page.EvaluateAsync("document.adoptedStyleSheets = []");
        await Page.SetViewportSizeAsync(size.Width, size.Height);
    }

    public static string Name(ColorScheme scheme, int width) => $"{scheme.ToString().ToLowerInvariant()}-{width}";

    /// <summary>Writes a picture of the window and one of the whole page when RAGQA_SCREENSHOTS names a folder.</summary>
    public async Task PictureAsync(string name)
    {
        if (Screenshots is not null)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, $"{name}-top.png") });
            await Page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, $"{name}.png"), FullPage = true });
        }
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
