namespace RagQA.Grains.Answering;

/// <summary>What was read for a question.</summary>
/// <param name="Read">Readings in rank order.</param>
/// <param name="IsDecided">True when the passages behind them were left unread because they would not change the answer.</param>
internal sealed record PassageReadings(IReadOnlyList<ReadPassage> Read, bool IsDecided);
