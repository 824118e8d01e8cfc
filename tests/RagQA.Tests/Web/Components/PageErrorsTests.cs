using Bunit;
using Microsoft.AspNetCore.Components;
using RagQA.Web.Components;

namespace RagQA.Tests.Web.Components;

public sealed class PageErrorsTests : ComponentTests
{
    private bool _isBroken = true;

    [Fact]
    public void Page_ThatThrows_ShowsANumberToCopyAndGoesOn()
    {
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));

        var page = Render<PageErrors>(p => p.Add(e => e.ChildContent, Draw));

        Assert.Matches("^[0-9a-f]{8}$", page.Find("code").TextContent);
        Assert.Equal(page.Find("code").TextContent, page.Find("[data-copy]").GetAttribute("data-copy"));
        Assert.DoesNotContain("secret", page.Markup, StringComparison.Ordinal);
        _isBroken = false;
        page.Find(".btn-primary").Click();
        Assert.Equal("fine", page.Markup.Trim());
    }

    [Fact]
    public void Page_WithoutACircuit_FailsAsAWhole()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        Assert.Throws<InvalidOperationException>(() => Render<PageErrors>(p => p.Add(e => e.ChildContent, Draw)));
    }

    private void Draw(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
    {
        builder.OpenComponent<Fragile>(0);
        builder.AddComponentParameter(1, nameof(Fragile.IsBroken), _isBroken);
        builder.CloseComponent();
    }

    private sealed class Fragile : ComponentBase
    {
        [Parameter] public bool IsBroken { get; set; }

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder) =>
            builder.AddContent(0, IsBroken ? throw new InvalidOperationException("secret") : "fine");
    }
}
