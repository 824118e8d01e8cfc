namespace RagQA.Index;

/// <summary>A file of a saved partition.</summary>
/// <param name="Name">Name within the directory.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">SHA-256, hexadecimal.</param>
public sealed record PartitionFile(string Name, long Bytes, string Sha256);
