using System.Security.Cryptography;

namespace RagQA.Storage;

/// <summary>A document with everything that can be worked out before the store is touched, so that the writing thread only writes.</summary>
internal sealed record PreparedDocument
{
    public required string Id { get; init; }
    public required string Version { get; init; }
    public required string Parser { get; init; }
    public required byte[] Content { get; init; }
    public required int TextLength { get; init; }
    public required string? Subject { get; init; }
    public required byte[] Attributes { get; init; }
    public required byte[] Sections { get; init; }
    public required byte[] Flags { get; init; }

    /// <summary>Section headings of the passages, each once.</summary>
    public required byte[] Headings { get; init; }

    /// <summary>Hash of subject and access labels; null without a subject.</summary>
    public required long? Audience { get; init; }

    public required long Point { get; init; }
    public required PreparedPassage[] Passages { get; init; }

    /// <summary>Hash of all that is stored beside the text: the same version with the same fingerprint is the same document.</summary>
    public required byte[] Fingerprint { get; init; }

    /// <summary>Checks a document and works out its hashes.</summary>
    public static PreparedDocument From(DocumentWrite document)
    {
        // 1. Refuse what cannot be stored faithfully.
        DocumentRules.Check(document);
        byte[] content = TextEncoding.GetBytes(document.Text, $"The text of document '{document.Id}'");

        // 2. Write down structure and attributes.
        byte[] attributes = StorageJson.Write(document.Attributes);
        byte[] sections = StorageJson.Write((TextSection[])[.. document.Sections]);
        byte[] flags = StorageJson.Write((string[])[.. document.Flags]);
        string[] headings = [.. document.Passages.Select(passage => passage.Section).Distinct(StringComparer.Ordinal)];
        PreparedPassage[] passages = PreparePassages(document, headings);

        // 3. Hash. Two splittings of one text differ, for the embeddings of their passages do.
        using IncrementalHash fingerprint = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (byte[] part in (byte[][])[attributes, sections, flags])
        {
            fingerprint.AppendData(SHA256.HashData(part));
        }

        foreach (PreparedPassage passage in passages)
        {
            fingerprint.AppendData(BitConverter.GetBytes(passage.Range.Start));
            fingerprint.AppendData(BitConverter.GetBytes(passage.Range.End));
            fingerprint.AppendData(BitConverter.GetBytes(passage.Page ?? -1));
            fingerprint.AppendData(passage.EncodedHash);
        }

        return new PreparedDocument
        {
            Id = document.Id,
            Version = TextEncoding.VersionOf(document.Parser, content),
            Parser = document.Parser,
            Content = content,
            TextLength = document.Text.Length,
            Subject = document.Attributes.Subject,
            Attributes = attributes,
            Audience = AudienceOf(document.Attributes),
            Headings = StorageJson.Write(headings),
            Sections = sections,
            Flags = flags,
            Point = unchecked((long)PartitionHash.PointOf(document.Id)),
            Passages = passages,
            Fingerprint = fingerprint.GetHashAndReset(),
        };
    }

    private static long? AudienceOf(DocumentAttributes attributes) => attributes.Subject is null
        ? null
        : BitConverter.ToInt64(SHA256.HashData(StorageJson.Write((string[])[attributes.Subject, .. attributes.AccessLabels])));

    private static PreparedPassage[] PreparePassages(DocumentWrite document, string[] headings)
    {
        Dictionary<string, int> numbers = headings.Select((heading, number) => (heading, number)).ToDictionary(h => h.heading, h => h.number, StringComparer.Ordinal);
        ReadOnlySpan<char> text = document.Text;
        PreparedPassage[] passages = new PreparedPassage[document.Passages.Count];
        int character = 0;
        int bytes = 0;
        for (int i = 0; i < passages.Length; i++)
        {
            PassageDraft draft = document.Passages[i];
            TextRange range = draft.Range;

            // Passages usually come in the order of the text, so the bytes before one are counted on from the last.
            bytes = range.Start >= character
                ? bytes + TextEncoding.CountBytes(text[character..range.Start])
                : TextEncoding.CountBytes(text[..range.Start]);
            character = range.Start;
            string slice = document.Text[range.Start..range.End];
            TextSection? section = document.Sections.FirstOrDefault(s => s.Body.Start <= range.Start && range.End <= s.Body.End);
            passages[i] = new PreparedPassage(
                range,
                bytes,
                TextEncoding.CountBytes(slice),
                numbers[draft.Section],
                section?.Body ?? range,
                draft.Page,
                TextEncoding.HashOf(EncodedText.Compose(document.Attributes.Title!, draft.Section, slice)));
        }

        return passages;
    }
}
