using System.Text.RegularExpressions;

namespace RagQA.Storage;

/// <summary>What the store accepts. Messages never quote text or attributes.</summary>
internal static partial class DocumentRules
{
    public const int LongestId = 256;
    public const int MostPartitions = 1024;
    public const int MostReplicas = 8;

    public static void CheckCollection(string name, CollectionInput input)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(input);
        if (!CollectionName().IsMatch(name))
        {
            throw new RagQAException(FailureKind.Invalid, "A collection's name has 1 to 64 of the characters a-z, 0-9, '-' and '_', and begins with a letter or digit. Choose another name.");
        }

        CheckPartitions(input.Partitions);
        if (input.Replicas is < 1 or > MostReplicas)
        {
            throw new RagQAException(FailureKind.Invalid, $"A collection has 1 to {MostReplicas} replicas of every partition, not {input.Replicas}.");
        }

        if (!Enum.IsDefined(input.Kind))
        {
            throw new RagQAException(FailureKind.Invalid, "A collection's kind is reference or patient.");
        }
    }

    public static void CheckPartitions(int partitions)
    {
        if (partitions is < 1 or > MostPartitions)
        {
            throw new RagQAException(FailureKind.Invalid, $"A collection has 1 to {MostPartitions} partitions, not {partitions}.");
        }
    }

    public static void CheckId(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.Length is 0 or > LongestId || id.Any(char.IsControl))
        {
            throw new RagQAException(FailureKind.Invalid, $"A document's id has 1 to {LongestId} characters and no control characters. Choose another id.");
        }

        TextEncoding.GetBytes(id, "The id of a document");
    }

    public static void Check(DocumentWrite document)
    {
        CheckId(document.Id);
        CheckAttributes(document);
        if (document.Parser.Contains('\n', StringComparison.Ordinal) || document.Parser.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A parser's name is one line.", nameof(document));
        }

        foreach (TextSection section in document.Sections)
        {
            CheckRange(document.Text, section.Body, "section");
        }

        for (int i = 0; i < document.Passages.Count; i++)
        {
            PassageDraft passage = document.Passages[i];
            CheckRange(document.Text, passage.Range, "passage");
            if (passage.Ordinal != i || passage.Range.Length == 0)
            {
                throw new ArgumentException($"Passages are numbered from 0 in their order and are not empty; passage {i} is not so.", nameof(document));
            }

            CheckLine(passage.Section, "section heading", document.Id);
        }
    }

    /// <summary>A patient collection needs a subject with each document, a reference collection must not have one.</summary>
    public static void CheckSubject(string documentId, string? subject, CollectionKind kind)
    {
        if (kind == CollectionKind.Patient && subject is null)
        {
            throw new RagQAException(FailureKind.Invalid, $"Document '{documentId}' names no subject, but this collection is about patients. Give the attribute 'subject', or put it into a reference collection.");
        }

        if (kind == CollectionKind.Reference && subject is not null)
        {
            throw new RagQAException(FailureKind.Invalid, $"Document '{documentId}' names a subject, but this is a reference collection, whose answers are not bound to a patient. Leave 'subject' out, or put it into a patient collection.");
        }
    }

    private static void CheckAttributes(DocumentWrite document)
    {
        DocumentAttributes attributes = document.Attributes;
        if (attributes.Title is null)
        {
            throw new ArgumentException("The title must not be null here; take the file's name or the id when there is none.", nameof(document));
        }

        if (attributes.Subject is not null && (string.IsNullOrWhiteSpace(attributes.Subject) || attributes.Subject.Any(char.IsControl)))
        {
            throw new RagQAException(FailureKind.Invalid, $"The subject of document '{document.Id}' is blank or has control characters. Give the patient's number.");
        }

        if (attributes.AccessLabels.Any(string.IsNullOrWhiteSpace))
        {
            throw new RagQAException(FailureKind.Invalid, $"An access label of document '{document.Id}' is blank. Remove it; no labels at all means everybody may see the document.");
        }

        if (attributes.TrustTier is < 1 or > 5)
        {
            throw new RagQAException(FailureKind.Invalid, $"The trust tier of document '{document.Id}' must be from 1 (most trusted) to 5.");
        }

        // JSON would replace half a surrogate pair in silence.
        IEnumerable<string?> facts = [attributes.Title, attributes.Source, attributes.DocumentType, attributes.Subject, attributes.Url, attributes.StudyType, attributes.Language, attributes.SupersededBy, .. attributes.AccessLabels, .. attributes.Authors, .. attributes.Metadata.Keys, .. attributes.Metadata.Values];
        foreach (string fact in facts.OfType<string>().Concat(document.Flags))
        {
            TextEncoding.GetBytes(fact, $"An attribute of document '{document.Id}'");
        }
    }

    private static void CheckLine(string line, string what, string documentId)
    {
        if (line.Contains('\0', StringComparison.Ordinal))
        {
            throw new RagQAException(FailureKind.Invalid, $"A {what} of document '{documentId}' has a null character. Remove it.");
        }

        TextEncoding.GetBytes(line, $"A {what} of document '{documentId}'");
    }

    private static void CheckRange(string text, TextRange range, string what)
    {
        if (range.Start < 0 || range.End < range.Start || range.End > text.Length)
        {
            throw new ArgumentException($"A {what} [{range.Start}, {range.End}) does not lie inside the text of {text.Length} code units.", nameof(range));
        }

        if (SplitsPair(text, range.Start) || SplitsPair(text, range.End))
        {
            throw new ArgumentException($"A {what} [{range.Start}, {range.End}) cuts a surrogate pair.", nameof(range));
        }
    }

    private static bool SplitsPair(string text, int position) =>
        position > 0 && position < text.Length && char.IsHighSurrogate(text[position - 1]) && char.IsLowSurrogate(text[position]);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CollectionName();
}
