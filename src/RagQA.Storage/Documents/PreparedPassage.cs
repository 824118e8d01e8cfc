namespace RagQA.Storage;

/// <summary>A passage ready to be written; its place is kept in code units for readers and in bytes for the database.</summary>
internal sealed record PreparedPassage(TextRange Range, int ByteStart, int ByteLength, string Section, TextRange SectionRange, int? Page, byte[] EncodedHash);
