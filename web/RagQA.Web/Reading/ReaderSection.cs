namespace RagQA.Web.Reading;

/// <summary>A section as the reader shows it.</summary>
/// <param name="Anchor">Id of the section on the page.</param>
/// <param name="Headings">Headings that begin here, outermost first; empty where the one before goes on.</param>
/// <param name="Paragraphs">Its paragraphs.</param>
/// <param name="Page">Page of the original, null where the format has none.</param>
public sealed record ReaderSection(string Anchor, IReadOnlyList<Heading> Headings, IReadOnlyList<Paragraph> Paragraphs, int? Page);
