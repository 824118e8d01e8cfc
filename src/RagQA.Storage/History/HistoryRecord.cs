namespace RagQA.Storage;

/// <summary>A row of the history with the answer that belongs to it.</summary>
/// <param name="Entry">The row.</param>
/// <param name="Answer">The answer in the form of whoever kept it; the store does not look inside.</param>
public sealed record HistoryRecord(HistoryEntry Entry, byte[] Answer);
