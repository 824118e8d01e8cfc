using Microsoft.AspNetCore.Http.Metadata;

namespace RagQA.Server.Api;

/// <summary>Largest body of a call.</summary>
internal sealed class RequestSizeLimit(long bytes) : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => bytes;
}
