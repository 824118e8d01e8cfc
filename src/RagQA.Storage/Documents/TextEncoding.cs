using System.Security.Cryptography;
using System.Text;

namespace RagQA.Storage;

/// <summary>UTF-8 as stored and hashed: without byte order mark, and never with a character replaced in silence.</summary>
internal static class TextEncoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Bytes of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <exception cref="RagQAException">The text has a lone surrogate (invalid).</exception>
    public static byte[] GetBytes(string text, string what)
    {
        try
        {
            return Strict.GetBytes(text);
        }
        catch (EncoderFallbackException e)
        {
            // The inner exception would quote the character only, but a position is enough to find it.
            throw new RagQAException(FailureKind.Invalid, $"{what} is not valid UTF-16: there is half a surrogate pair at position {e.Index}. Read the file with the right encoding, or remove the character.");
        }
    }

    /// <summary>Number of bytes of a part of a text that is known to be valid.</summary>
    public static int CountBytes(ReadOnlySpan<char> text) => Strict.GetByteCount(text);

    /// <summary>The text of stored bytes, or null when they are not UTF-8 and so cannot be what was stored.</summary>
    public static string? GetString(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>As <see cref="HashOf"/>, or null when the string is not valid UTF-16 and so cannot be what was stored.</summary>
    public static byte[]? TryHash(string encodedText)
    {
        try
        {
            return HashOf(encodedText);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>"sha256:" and the hash of parser, line feed and text.</summary>
    public static string VersionOf(string parser, ReadOnlySpan<byte> content)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Strict.GetBytes(parser));
        hash.AppendData("\n"u8);
        hash.AppendData(content);
        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>SHA-256 of the string that is encoded for a passage: the key of its embedding.</summary>
    public static byte[] HashOf(string encodedText) => SHA256.HashData(Strict.GetBytes(encodedText));
}
