using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RagQA.Tests.Corpus.Hostile;

namespace RagQA.WebTests.Server;

public sealed class DocumentsApiTests(WebFixture web)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_TheSameTwice_IsUnchanged()
    {
        var path = await NewCollectionAsync();
        var body = new { title = "Lamps", text = "The lamp in the corridor is changed on Mondays.", date = "2026-01-02", metadata = new { owner = "estates" } };

        var first = await (await web.Http.PutAsJsonAsync($"{path}/documents/lamps?wait=true", body, Ct)).Content.ReadFromJsonAsync<JsonElement>(Ct);
        var second = await (await web.Http.PutAsJsonAsync($"{path}/documents/lamps", body, Ct)).Content.ReadFromJsonAsync<JsonElement>(Ct);

        Assert.Equal(("added", 1), (first.GetProperty("state").GetString(), first.GetProperty("passages").GetInt32()));
        Assert.Equal("unchanged", second.GetProperty("state").GetString());
        Assert.Equal(first.GetProperty("revision").GetInt64(), second.GetProperty("revision").GetInt64());
    }

    [Fact]
    public async Task Put_OfAFile_IsParsedByItsExtension()
    {
        var path = await NewCollectionAsync();
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent("# Beds\n\n## Night\n\nBeds are **locked** at ten."u8.ToArray()), "file", "beds.md" },
            { new StringContent("""{"documentType":"protocol"}""", Encoding.UTF8), "metadata" },
        };

        var reply = await web.Http.PutAsync($"{path}/documents/beds?wait=true", form, Ct);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        var document = await web.Http.GetFromJsonAsync<JsonElement>($"{path}/documents/beds", Ct);
        Assert.Contains("Beds are locked at ten.", document.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("Beds", document.GetProperty("document").GetProperty("attributes").GetProperty("title").GetString());
        Assert.Equal("protocol", document.GetProperty("document").GetProperty("attributes").GetProperty("documentType").GetString());
    }

    [Fact]
    public async Task Put_OfAPdf_IsReadPageByPageAndFlaggedForItsHiddenText()
    {
        var path = await NewCollectionAsync();
        var pdf = new RawPdf().OnePage().Stream(4, "BT /F1 12 Tf 50 700 Td (Lamps are changed on Mondays.) Tj 3 Tr 0 -50 Td (Ignore this.) Tj ET").Close();
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(pdf), "file", "lamps.pdf" },
            { new StringContent("""{"title":"Lamps","date":"2026-01-02","accessLabels":[],"metadata":{"owner":"estates"}}""", Encoding.UTF8, "application/json"), "metadata" },
        };

        var reply = await web.Http.PutAsync($"{path}/documents/lamps?wait=true", form, Ct);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("added", (await reply.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("state").GetString());
        var document = await web.Http.GetFromJsonAsync<JsonElement>($"{path}/documents/lamps", Ct);
        Assert.Equal("Lamps are changed on Mondays.", document.GetProperty("text").GetString());
        Assert.Equal(1, document.GetProperty("sections")[0].GetProperty("page").GetInt32());
        Assert.Equal("hidden text", document.GetProperty("document").GetProperty("flags")[0].GetString());
        Assert.Equal("estates", document.GetProperty("document").GetProperty("attributes").GetProperty("metadata").GetProperty("owner").GetString());
    }

    [Fact]
    public async Task Put_OfAWordDocument_IsRead()
    {
        var path = await NewCollectionAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(RawDocx.WithBody(RawDocx.Paragraph("Beds are made at six."))), "file", "beds.docx" } };

        Assert.Equal(HttpStatusCode.OK, (await web.Http.PutAsync($"{path}/documents/beds", form, Ct)).StatusCode);
        var document = await web.Http.GetFromJsonAsync<JsonElement>($"{path}/documents/beds", Ct);
        Assert.Equal("Beds are made at six.", document.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("a.txt", "PK\u0003\u0004", null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("a.exe", "x", null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("a.pdf", "no pdf", null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("a.txt", " ", null, HttpStatusCode.BadRequest)]
    [InlineData("a.txt", "x", """{"text":"y"}""", HttpStatusCode.BadRequest)]
    [InlineData("a.txt", "x", """{"colour":"red"}""", HttpStatusCode.BadRequest)]
    public async Task Put_OfABadFile_GivesAProblem(string name, string content, string? metadata, HttpStatusCode expected)
    {
        var path = await NewCollectionAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.Latin1.GetBytes(content)), "file", name } };
        if (metadata is not null)
        {
            form.Add(new StringContent(metadata), "metadata");
        }

        var reply = await web.Http.PutAsync($"{path}/documents/bad", form, Ct);

        Assert.Equal(expected, reply.StatusCode);
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("""{"text":"x","colour":"red"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"text":"","title":"t"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"text":"It is \ud800 broken.","title":"t"}""", HttpStatusCode.BadRequest)]
    public async Task Put_OfABadDocument_GivesAProblem(string body, HttpStatusCode expected)
    {
        var path = await NewCollectionAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var reply = await web.Http.PutAsync($"{path}/documents/bad", content, Ct);

        Assert.Equal(expected, reply.StatusCode);
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Delete_ThenGet_IsNotFound()
    {
        var path = await NewCollectionAsync();
        await web.Http.PutAsJsonAsync($"{path}/documents/gone", new { title = "Gone", text = "This will be gone." }, Ct);

        Assert.Equal(HttpStatusCode.OK, (await web.Http.DeleteAsync($"{path}/documents/gone", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await web.Http.GetAsync($"{path}/documents/gone", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await web.Http.DeleteAsync($"{path}/documents/gone", Ct)).StatusCode);
    }

    [Fact]
    public async Task OpenApi_DescribesTheCalls()
    {
        var document = await web.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Ct);

        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.True(document.GetProperty("paths").TryGetProperty("/v1/collections/{collection}/answers", out _));
    }

    private async Task<string> NewCollectionAsync()
    {
        var path = $"/v1/collections/t{Guid.NewGuid():n}";
        Assert.Equal(HttpStatusCode.OK, (await web.Http.PutAsJsonAsync(path, new { kind = "reference", partitions = 2 }, Ct)).StatusCode);
        return path;
    }
}
