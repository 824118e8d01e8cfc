namespace RagQA.Storage;

/// <summary>A live passage as stored, its text checked against its hash.</summary>
public sealed record StoredPassage
{
    /// <summary>Id given by the store, never reused.</summary>
    public required long PassageId { get; init; }

    /// <summary>Document it belongs to.</summary>
    public required string DocumentId { get; init; }

    /// <summary>Version of the document: "sha256:" and 64 hexadecimal digits.</summary>
    public required string DocumentVersion { get; init; }

    /// <summary>Attributes of the document, among them its access labels.</summary>
    public required DocumentAttributes Attributes { get; init; }

    /// <summary>Headings above the passage.</summary>
    public required string Section { get; init; }

    /// <summary>Page of the original file, from 1; null where there is none.</summary>
    public int? Page { get; init; }

    /// <summary>The section around the passage with its pages; null where the format has no pages.</summary>
    public TextSection? PagedSection { get; init; }

    /// <summary>Where the passage lies in the document's text, UTF-16 code units.</summary>
    public required TextRange Range { get; init; }

    /// <summary>The slice of the document's text at <see cref="Range"/>.</summary>
    public required string Text { get; init; }

    /// <summary>The section's own text around the passage; equals <see cref="Range"/> when no section holds it. Read it with <see cref="IDocumentStore.ReadTextAsync"/>.</summary>
    public required TextRange SectionRange { get; init; }
}
