using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RagQA.Grains.Ingestion;

/// <summary>Hash of a parsed document with its attributes: a resumed job skips what it has handled with the same hash.</summary>
internal static class ContentHash
{
    public static string Of(ParsedDocument document)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(document.Parser)));
        hash.AppendData(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(document.Attributes)));
        hash.AppendData(Encoding.UTF8.GetBytes(document.Text));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
