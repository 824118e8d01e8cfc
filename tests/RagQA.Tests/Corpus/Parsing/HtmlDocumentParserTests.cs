using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class HtmlDocumentParserTests
{
    [Fact]
    public void Parse_Page_LeavesOutScriptsAndFrame()
    {
        ParsedDocument document = Parsed.Text("a.html", """
            <!DOCTYPE html><html><head><title>AF | Guide</title><style>p{}</style></head><body>
            <nav>Home</nav><header><p>Trust</p></header><h1>Atrial fibrillation</h1><p>Give   <b>apixaban</b>
            5&nbsp;mg.</p><aside>Ad</aside><script>x()</script><noscript>Enable</noscript><footer>(c)</footer></body></html>
            """);
        Assert.Equal("Atrial fibrillation\n\nGive apixaban 5\u00A0mg.", document.Text);
        Assert.Equal("Atrial fibrillation", document.Attributes.Title);
        Assert.Equal([("", "Give apixaban 5\u00A0mg.")], Parsed.Sections(document));
        Assert.Empty(document.Flags);
    }

    [Fact]
    public void Parse_NoHeading_TakesTheTitleElement() =>
        Assert.Equal("AF guide", Parsed.Text("a.htm", "<title>AF\n guide</title><p>Text.</p>").Attributes.Title);

    [Theory]
    [InlineData("<p hidden>Secret</p>")]
    [InlineData("<p style='color:red; DISPLAY : none !important'>Secret</p>")]
    [InlineData("<div aria-hidden=true><p>Secret</p></div>")]
    [InlineData("<span style='font-size:0'>Secret</span>")]
    [InlineData("<span style='color:#FFF'>Secret</span>")]
    [InlineData("<font color=white>Secret</font>")]
    [InlineData("<div style='position:absolute; left:-9999px'>Secret</div>")]
    [InlineData("<p style='text-indent:-200em'>Secret</p>")]
    [InlineData("<div style='height:0;overflow:hidden'>Secret</div>")]
    [InlineData("<style>.x, p.y { display:none } @media print { div { display:none } }</style><div class='a x'>Secret</div>")]
    [InlineData("<style>/* a */ #z{color:white}</style><div id=z>Secret</div>")]
    public void Parse_HiddenText_IsLeftOutAndFlagged(string hidden)
    {
        ParsedDocument document = Parsed.Text("a.html", $"<p>Seen.</p>{hidden}");
        Assert.Equal("Seen.", document.Text);
        Assert.Equal([SuspicionFlags.HiddenText], document.Flags);
    }

    [Theory]
    [InlineData("<table bgcolor=#003366><tr><td><font color=white>Seen.</font></table>")]
    [InlineData("<div style='background:#036'><p style='color:white'>Seen.</p></div>")]
    [InlineData("<style>.head{background-color:navy}</style><div class=head><p style='color:white'>Seen.</p></div>")]
    [InlineData("<link rel=stylesheet href=x.css><div class=head><p style='color:white'>Seen.</p></div>")]
    [InlineData("<p style='font-size:0.8em; opacity:1; left:-20px'>Seen.</p>")]
    public void Parse_VisibleText_IsKeptUnflagged(string page)
    {
        ParsedDocument document = Parsed.Text("a.html", page);
        Assert.Equal("Seen.", document.Text);
        Assert.Empty(document.Flags);
    }

    [Theory]
    [InlineData("<div id=cookie-banner><p>We use cookies.</p></div>")]
    [InlineData("<div class='onetrust consent-popup'>Accept all</div>")]
    [InlineData("<ul class=breadcrumb><li>Home</ul>")]
    [InlineData("<div role=dialog>Subscribe</div>")]
    [InlineData("<span class=sr-only>opens in a new window</span>")]
    public void Parse_FrameOfAPage_IsLeftOutUnflagged(string frame)
    {
        ParsedDocument document = Parsed.Text("a.html", $"<p>Seen.</p>{frame}");
        Assert.Equal("Seen.", document.Text);
        Assert.Empty(document.Flags);
    }

    [Fact]
    public void Parse_ArticleOnConsent_IsKept() => Assert.StartsWith(
        "Consent to surgery", Parsed.Text("a.html", "<article class=consent-guideline><h1>Consent to surgery</h1><p>Ask.</p></article>").Text, StringComparison.Ordinal);

    [Fact]
    public void Parse_Table_GivesRowsWithTheirHeaders()
    {
        ParsedDocument document = Parsed.Text("a.html", """
            <table><caption>Doses</caption><thead><tr><th>Drug<th colspan=2>Dose</thead>
            <tr><td rowspan=2>Apixaban<td>5 mg<td>usual</tr><tr><td>2.5 mg<td>reduced</tr>
            <tr><td colspan=3>Not in pregnancy</tr></table>
            """);
        Assert.Equal(
            "Doses\nDrug: Apixaban; Dose: 5 mg; Dose: usual\nDrug: Apixaban; Dose: 2.5 mg; Dose: reduced\nNot in pregnancy",
            document.Text);
    }

    [Fact]
    public void Parse_TableWithoutHeader_JoinsCells() =>
        Assert.Equal("a | b; c\nd | e", Parsed.Text("a.html", "<table><tr><td>a<td><ul><li>b<li>c</ul></tr><tr><td>d<td><p>e</p></tr></table>").Text);

    [Fact]
    public void Parse_LayoutTable_IsReadAsBlocks() =>
        Assert.Equal(
            "Fever\n\nTreat it.\n\nx: 1",
            Parsed.Text("a.html", "<table><tr><td><h2>Fever</h2><p>Treat it.</p></td><td><table><tr><th>x</th></tr><tr><td>1</td></tr></table></td></tr></table>").Text);

    [Fact]
    public void Parse_Lists_KeepStepNumbers() =>
        Assert.Equal(
            "3. Call\n4. Give\nmask\n\nTerm: Meaning\nOther: More",
            Parsed.Text("a.html", "<ol start=3><li><p>Call</p><li>Give<ul><li>mask</ul></ol><dl><dt>Term<dd>Meaning<dt>Other:<dd><p>More</p></dl>").Text);

    [Fact]
    public void Parse_RaisedFigures_StayRaised() =>
        Assert.Equal("10⁹/L, m², Na⁺, 1st, CO2", Parsed.Text("a.html", "<p>10<sup>9</sup>/L, m<sup>2</sup>, Na<sup>+</sup>, 1<sup>st</sup>, CO<sub>2</sub></p>").Text);

    [Fact]
    public void Parse_LineBreaksAndPreformatted_KeepTheirLines() =>
        Assert.Equal("a\nb\n\n1  2\n3", Parsed.Text("a.html", "<p>a<br>b</p><pre>1  2\n3</pre>").Text);

    [Fact]
    public void Parse_HeadingLevels_GivePaths()
    {
        ParsedDocument document = Parsed.Text("a.html", "<h1>T</h1><h2>A</h2><p>x</p><h4>B</h4><p>y</p><h2>C</h2><p>z</p>");
        Assert.Equal([("A", "x"), ("A › B", "y"), ("C", "z")], Parsed.Sections(document));
    }

    [Fact]
    public void Parse_NothingVisible_IsInvalid() =>
        Assert.Equal(FailureKind.Invalid, Assert.Throws<RagQAException>(() => Parsed.Text("a.html", "<script>x</script><p hidden>y</p>")).Kind);

    [Fact]
    public void Parse_DeepPage_KeepsItsText() =>
        Assert.Equal("deep", Parsed.Text("a.html", string.Concat(Enumerable.Repeat("<div>", 2000)) + "deep").Text);

    [Theory]
    [InlineData("<div>", "")]
    [InlineData("<div></x>", "")]
    [InlineData("<b id={0}>", "<p>x")]
    public void Parse_ElementsNeverClosed_AreRefused(string open, string then)
    {
        string page = string.Concat(Enumerable.Range(0, 50_000).Select(i => open.Replace("{0}", $"{i}", StringComparison.Ordinal)));
        Assert.Equal(FailureKind.Unsupported, Assert.Throws<RagQAException>(() => Parsed.Text("a.html", page + then)).Kind);
    }

    [Fact]
    public void Parse_FormattingReopenedInEveryParagraph_IsRefused()
    {
        string page = "<p>" + string.Concat(Enumerable.Range(0, 300).Select(i => $"<b id={i}>")) + string.Concat(Enumerable.Repeat("<p>x", 20_000));
        Assert.Equal(FailureKind.Unsupported, Assert.Throws<RagQAException>(() => Parsed.Text("a.html", page)).Kind);
    }

    [Fact]
    public void Parse_NumericReferenceToNothing_IsValidText() =>
        Assert.DoesNotContain('\0', Parsed.Text("a.html", "<p>a&#0;b&#xD800;c</p>").Text);
}
