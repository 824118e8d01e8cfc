namespace RagQA;

/// <summary>A passage before it is stored: a slice of a document's text that has no id yet.</summary>
public sealed record PassageDraft
{
    /// <summary>Position among the passages of its document, from 0.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The slice of the document's text, UTF-16 code units.</summary>
    public required TextRange Range { get; init; }

    /// <summary>Headings above the passage joined with " › ", empty where there is none.</summary>
    public string Section { get; init; } = "";

    /// <summary>Page of the original file, from 1; null where the format has no pages.</summary>
    public int? Page { get; init; }
}
