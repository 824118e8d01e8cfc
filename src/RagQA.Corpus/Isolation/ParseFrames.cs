using System.Buffers.Binary;

namespace RagQA.Corpus;

/// <summary>
/// What server and reader process say to each other over pipes: frames of a length (4 bytes, little-endian), a kind (1 byte)
/// and a body. Both ends come from the same build, so there is no version.
/// </summary>
internal static class ParseFrames
{
    /// <summary>To the reader, first: its limits as JSON.</summary>
    public const byte Limits = 1;

    /// <summary>To the reader: extension (1 byte length, UTF-8) and bytes of a file.</summary>
    public const byte File = 2;

    /// <summary>To the reader: try what it must not be able to do.</summary>
    public const byte Probe = 3;

    /// <summary>From the reader: what parsing gave, as JSON.</summary>
    public const byte Result = 4;

    /// <summary>From the reader: why the file cannot be parsed (1 byte <see cref="FailureKind"/>, UTF-8).</summary>
    public const byte Failure = 5;

    /// <summary>From the reader: the file needs more memory than there may be; the reader ends.</summary>
    public const byte OutOfMemory = 6;

    private const int HeaderBytes = 5;
    private const int KindAt = 4;

    public static async Task WriteAsync(Stream stream, byte kind, CancellationToken cancellationToken, params ReadOnlyMemory<byte>[] body)
    {
        await stream.WriteAsync(HeaderOf(kind, body.Sum(part => part.Length)), cancellationToken).ConfigureAwait(false);
        foreach (ReadOnlyMemory<byte> part in body)
        {
            await stream.WriteAsync(part, cancellationToken).ConfigureAwait(false);
        }

        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>For the reader, whose threads do nothing else and may as well wait.</summary>
    public static void Write(Stream stream, byte kind, ReadOnlySpan<byte> body)
    {
        stream.Write(HeaderOf(kind, body.Length));
        stream.Write(body);
        stream.Flush();
    }

    /// <summary>The next frame; null at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">The frame is longer than <paramref name="maxBytes"/> or cut off.</exception>
    public static async Task<(byte Kind, byte[] Body)?> ReadAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        byte[] header = new byte[HeaderBytes];
        int read = await stream.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (read < HeaderBytes)
        {
            return null;
        }

        byte[] body = BodyOf(header, maxBytes);
        read = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return read == body.Length ? (header[KindAt], body) : null;
    }

    /// <summary>As <see cref="ReadAsync"/>, for the reader.</summary>
    /// <exception cref="InvalidDataException">The frame is longer than <paramref name="maxBytes"/>.</exception>
    public static (byte Kind, byte[] Body)? Read(Stream stream, int maxBytes)
    {
        byte[] header = new byte[HeaderBytes];
        if (stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
        {
            return null;
        }

        byte[] body = BodyOf(header, maxBytes);
        return stream.ReadAtLeast(body, body.Length, throwOnEndOfStream: false) == body.Length ? (header[KindAt], body) : null;
    }

    private static byte[] HeaderOf(byte kind, int bodyBytes)
    {
        byte[] header = new byte[HeaderBytes];
        BinaryPrimitives.WriteInt32LittleEndian(header, bodyBytes);
        header[KindAt] = kind;
        return header;
    }

    private static byte[] BodyOf(byte[] header, int maxBytes)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(header);
        return length >= 0 && length <= maxBytes ? new byte[length] : throw new InvalidDataException("A frame is longer than it may be.");
    }
}
