namespace RagQA.Storage;

/// <summary>A file of a backup.</summary>
/// <param name="Name">Name within the backup and within a data directory.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">SHA-256, 64 lower-case hexadecimal digits.</param>
public sealed record BackupFile(string Name, long Bytes, string Sha256);
