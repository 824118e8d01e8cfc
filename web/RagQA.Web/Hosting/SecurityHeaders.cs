using System.Security.Cryptography;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;

namespace RagQA.Web.Hosting;

/// <summary>Headers that keep a page to itself: nothing from another host, no inline script without the nonce, no copy in a cache.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string NonceKey = "RagQA.Web.Nonce";
    private const int NonceBytes = 16;

    /// <summary>The nonce of this response's inline scripts (the import map); null outside <see cref="SecurityHeaders"/>.</summary>
    public static string? NonceOf(HttpContext? context) => context?.Items[NonceKey] as string;

    public Task InvokeAsync(HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
        context.Items[NonceKey] = nonce;
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            {
                // Appended: the framework sends frame-ancestors in a header of its own, and a browser obeys both.
                headers.Append(
                    "Content-Security-Policy",
                    $"default-src 'self'; base-uri 'self'; object-src 'none'; form-action 'self'; img-src 'self' data:; style-src 'self'; script-src 'self' 'nonce-{nonce}'");
                headers["Referrer-Policy"] = "no-referrer";
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
