using Microsoft.Net.Http.Headers;

namespace RagQA.Server.Api;

/// <summary>Server-sent events in place of one reply, for those who ask for them.</summary>
internal static class EventStreams
{
    /// <summary>Whether the caller accepts <c>text/event-stream</c>.</summary>
    public static bool AreWanted(HttpRequest http)
        => MediaTypeHeaderValue.TryParseList(http.Headers.Accept, out var types)
            && types.Any(t => t.MediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase));
}
