namespace RagQA.Storage;

/// <summary>A passage ready to be written; its place is kept in code units for readers and in bytes for the database, its heading as a number in its document's list.</summary>
internal sealed record PreparedPassage(TextRange Range, int ByteStart, int ByteLength, int Heading, TextRange SectionRange, int? Page, byte[] EncodedHash);
