using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RagQA.Index;

/// <summary>
/// Index files: a payload followed by a trailer of 52 bytes: magic (8), format version (int32), payload length (int64) and the
/// SHA-256 of all bytes before it. Everything is little-endian. A file is written to a temporary name, flushed to the disk and renamed.
/// </summary>
internal static class SealedFile
{
    public const int TrailerBytes = 8 + 4 + 8 + SHA256.HashSizeInBytes;

    private const int FormatVersion = 1;
    private const int SealedTrailerBytes = TrailerBytes - SHA256.HashSizeInBytes;

    /// <summary>Writes a file whose payload <paramref name="writePayload"/> puts under the temporary name it is given.</summary>
    public static void Write(string path, ReadOnlySpan<byte> magic, Action<string> writePayload)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            writePayload(temporary);
            Seal(temporary, magic);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Writes a file whose payload is written to a stream.</summary>
    public static void Write(string path, ReadOnlySpan<byte> magic, Action<BinaryWriter> writePayload) =>
        Write(path, magic, temporary =>
        {
            using var writer = new BinaryWriter(File.Create(temporary, 1 << 16));
            writePayload(writer);
        });

    /// <summary>Checks length, format and checksum, and opens the file at the start of its payload.</summary>
    /// <exception cref="IndexFileException">Any of them is not as written.</exception>
    public static FileStream OpenVerified(string path, ReadOnlySpan<byte> magic, out long payloadBytes)
    {
        var file = Open(path);
        try
        {
            payloadBytes = Verify(file, magic);
            file.Position = 0;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads a verified payload with <paramref name="read"/>; whatever does not parse is an <see cref="IndexFileException"/>.</summary>
    public static T Read<T>(string path, ReadOnlySpan<byte> magic, Func<BinaryReader, long, T> read)
    {
        using var file = OpenVerified(path, magic, out var payloadBytes);
        using var reader = new BinaryReader(file);
        try
        {
            var value = read(reader, payloadBytes);
            return file.Position == payloadBytes
                ? value
                : throw new IndexFileException(IndexFileFault.Inconsistent, $"{Path.GetFileName(path)} has bytes that nothing refers to.");
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException or OverflowException)
        {
            throw new IndexFileException(IndexFileFault.Inconsistent, $"{Path.GetFileName(path)} contradicts itself.", e);
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IndexFileException(IndexFileFault.Missing, $"{Path.GetFileName(path)} is not there or cannot be read.", e);
        }
    }

    private static void Seal(string path, ReadOnlySpan<byte> magic)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        magic.CopyTo(trailer);
        BinaryPrimitives.WriteInt32LittleEndian(trailer[8..], FormatVersion);
        BinaryPrimitives.WriteInt64LittleEndian(trailer[12..], file.Length);
        Hash(file, file.Length, trailer[..SealedTrailerBytes], trailer[SealedTrailerBytes..]);
        file.Position = file.Length;
        file.Write(trailer);
        file.Flush(flushToDisk: true);
    }

    private static long Verify(FileStream file, ReadOnlySpan<byte> magic)
    {
        var name = Path.GetFileName(file.Name);
        var payloadBytes = file.Length - TrailerBytes;
        if (payloadBytes < 0)
        {
            throw new IndexFileException(IndexFileFault.WrongSize, $"{name} is truncated.");
        }

        Span<byte> trailer = stackalloc byte[TrailerBytes];
        file.Position = payloadBytes;
        file.ReadExactly(trailer);
        if (!trailer[..8].SequenceEqual(magic) || BinaryPrimitives.ReadInt32LittleEndian(trailer[8..]) != FormatVersion)
        {
            throw new IndexFileException(IndexFileFault.WrongFormat, $"{name} is truncated, of another kind or of another version.");
        }

        if (BinaryPrimitives.ReadInt64LittleEndian(trailer[12..]) != payloadBytes)
        {
            throw new IndexFileException(IndexFileFault.WrongSize, $"{name} has not the length that it was written with.");
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(file, payloadBytes, trailer[..SealedTrailerBytes], hash);
        return hash.SequenceEqual(trailer[SealedTrailerBytes..])
            ? payloadBytes
            : throw new IndexFileException(IndexFileFault.Altered, $"{name} has changed since it was written.");
    }

    private static void Hash(FileStream file, long length, ReadOnlySpan<byte> trailer, Span<byte> hash)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        file.Position = 0;
        for (var left = length; left > 0;)
        {
            var read = file.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0)
            {
                throw new IndexFileException(IndexFileFault.WrongSize, $"{Path.GetFileName(file.Name)} ended while it was read.");
            }

            sha.AppendData(buffer, 0, read);
            left -= read;
        }

        sha.AppendData(trailer);
        sha.GetHashAndReset(hash);
    }
}
