using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using RagQA.Client;

namespace RagQA.Server.Api;

/// <summary>Documents of a collection.</summary>
internal static class DocumentsApi
{
    // A larger file would otherwise lie in a temporary file while it is read; the body's size is limited by the server.
    private static readonly FormOptions InMemory = new() { MemoryBufferThreshold = int.MaxValue, MultipartBodyLengthLimit = long.MaxValue };

    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapPut("/collections/{collection}/documents/{**id}", PutAsync)
            .Accepts<DocumentBody>("application/json", "multipart/form-data")
            .Produces<DocumentReceipt>().ProducesProblem(400).ProducesProblem(413).ProducesProblem(415)
            .WithSummary("Takes a document in: JSON with its text, or a form with the parts file and metadata. Idempotent by content.");
        v1.MapGet("/collections/{collection}/documents", async (string collection, string? after, int? limit, IRagQAClient client, CancellationToken ct)
            => TypedResults.Ok(await client.ListDocumentsAsync(collection, after, limit ?? 100, Principal.Local, ct))).WithSummary("Documents in the order of their ids.");
        v1.MapGet("/collections/{collection}/documents/{**id}", async (string collection, string id, IRagQAClient client, CancellationToken ct)
            => TypedResults.Ok(await client.GetDocumentAsync(collection, id, Principal.Local, ct))).ProducesProblem(404).WithSummary("A document with its text.");
        v1.MapDelete("/collections/{collection}/documents/{**id}", async (string collection, string id, IRagQAClient client, CancellationToken ct)
            => TypedResults.Ok(await client.DeleteDocumentAsync(collection, id, Principal.Local, ct))).ProducesProblem(404).WithSummary("Deletes a document: it is gone from answers when the call returns.");
    }

    private static async Task<IResult> PutAsync(
        string collection, string id, bool? wait, HttpRequest http, IRagQAClient client, IOptions<JsonOptions> json, CancellationToken cancellationToken)
    {
        var document = http.HasFormContentType
            ? await ReadFormAsync(id, http, json.Value.SerializerOptions, cancellationToken)
            : await ReadJsonAsync(id, http, json.Value.SerializerOptions, cancellationToken);
        return TypedResults.Ok(await client.PutDocumentAsync(collection, document, wait ?? false, cancellationToken));
    }

    private static async Task<DocumentInput> ReadJsonAsync(string id, HttpRequest http, JsonSerializerOptions json, CancellationToken cancellationToken)
    {
        if (!http.HasJsonContentType())
        {
            throw new RagQAException(FailureKind.Unsupported, "Send application/json with title and text, or multipart/form-data with the parts file and metadata.");
        }

        var body = await ParseAsync(() => JsonSerializer.DeserializeAsync<DocumentBody>(http.Body, json, cancellationToken).AsTask());
        return body.Text is null
            ? throw new RagQAException("The member 'text' is missing.")
            : new DocumentInput { Id = id, Text = body.Text, Attributes = body.ToAttributes(), Principal = Principal.Local };
    }

    private static async Task<DocumentInput> ReadFormAsync(string id, HttpRequest http, JsonSerializerOptions json, CancellationToken cancellationToken)
    {
        var form = await http.ReadFormAsync(InMemory, cancellationToken);
        var file = form.Files.GetFile("file") ?? throw new RagQAException("The form has no part named 'file'.");
        var body = form.TryGetValue("metadata", out var metadata) && metadata.Count > 0
            ? await ParseAsync(() => Task.FromResult(JsonSerializer.Deserialize<DocumentBody>(metadata.ToString(), json)))
            : new DocumentBody();
        if (body.Text is not null)
        {
            throw new RagQAException("The metadata of a file must not have the member 'text': the file is the text.");
        }

        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, cancellationToken);
        return new DocumentInput
        {
            Id = id,
            Content = content.ToArray(),
            FileName = file.FileName,
            Attributes = body.ToAttributes(),
            Principal = Principal.Local,
        };
    }

    private static async Task<DocumentBody> ParseAsync(Func<Task<DocumentBody?>> parse)
    {
        try
        {
            return await parse() ?? throw new RagQAException("The body is 'null': send a JSON object.");
        }
        catch (JsonException e)
        {
            // The parser's message may quote the body, so only the place is passed on.
            throw new RagQAException($"The JSON of the document cannot be read (line {e.LineNumber + 1}, member '{e.Path}'). /openapi/v1.json lists its members.");
        }
        catch (InvalidOperationException)
        {
            throw new RagQAException("The JSON of the document holds half of a surrogate pair. Send valid Unicode.");
        }
    }
}
