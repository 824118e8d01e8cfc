using System.Diagnostics.CodeAnalysis;

namespace RagQA.Storage;

/// <summary>One passage that came into or left the live passages of a partition.</summary>
public sealed record PassageChange
{
    /// <summary>Revision in which it came or left.</summary>
    public required long Revision { get; init; }

    /// <summary>The passage.</summary>
    public required long PassageId { get; init; }

    /// <summary>True when it left; then only its id and revision are given, for its text may be gone.</summary>
    [MemberNotNullWhen(false, nameof(DocumentId), nameof(Attributes), nameof(EncodedHash), nameof(EncodedText))]
    public required bool Removed { get; init; }

    /// <summary>Document it belongs to.</summary>
    public string? DocumentId { get; init; }

    /// <summary>Attributes of that document; shared between its passages.</summary>
    public DocumentAttributes? Attributes { get; init; }

    /// <summary>SHA-256 of <see cref="EncodedText"/> in UTF-8, 32 bytes: the key of its embedding.</summary>
    public byte[]? EncodedHash { get; init; }

    /// <summary>The string to encode and to search lexically, made by <see cref="RagQA.EncodedText.Compose"/>.</summary>
    public string? EncodedText { get; init; }
}
