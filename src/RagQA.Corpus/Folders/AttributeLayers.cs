namespace RagQA.Corpus;

/// <summary>Lays one set of attributes over another.</summary>
public static class AttributeLayers
{
    /// <summary>
    /// What <paramref name="upper"/> states, and below it what <paramref name="lower"/> states. Empty access labels count as
    /// not stated, so that nothing is opened to everybody by accident; metadata is merged key by key.
    /// </summary>
    public static DocumentAttributes Over(DocumentAttributes upper, DocumentAttributes lower)
    {
        ArgumentNullException.ThrowIfNull(upper);
        ArgumentNullException.ThrowIfNull(lower);
        Dictionary<string, string> metadata = new(lower.Metadata, StringComparer.Ordinal);
        foreach ((string key, string value) in upper.Metadata)
        {
            metadata[key] = value;
        }

        return new DocumentAttributes
        {
            Title = upper.Title ?? lower.Title,
            Source = upper.Source ?? lower.Source,
            Date = upper.Date ?? lower.Date,
            DocumentType = upper.DocumentType ?? lower.DocumentType,
            Subject = upper.Subject ?? lower.Subject,
            AccessLabels = upper.AccessLabels.Length > 0 ? upper.AccessLabels : lower.AccessLabels,
            Metadata = metadata,
            Authors = upper.Authors.Length > 0 ? upper.Authors : lower.Authors,
            Url = upper.Url ?? lower.Url,
            StudyType = upper.StudyType ?? lower.StudyType,
            Language = upper.Language ?? lower.Language,
            TrustTier = upper.TrustTier ?? lower.TrustTier,

            // Whoever knows of a retraction is right; the file itself was mostly written before.
            Retracted = upper.Retracted || lower.Retracted,
            SupersededBy = upper.SupersededBy ?? lower.SupersededBy,
        };
    }
}
