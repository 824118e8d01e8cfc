namespace RagQA.Storage;

/// <summary>An embedding with its key.</summary>
/// <param name="Key">SHA-256 of the encoded string in UTF-8, 32 bytes.</param>
/// <param name="Vector">Little-endian float32, packed.</param>
public sealed record EmbeddingItem(byte[] Key, byte[] Vector);
