namespace RagQA.Index;

/// <summary>A passage after fusion.</summary>
/// <param name="Id">Id of the passage.</param>
/// <param name="Score">Sum of 1 / (k + rank) over the lists that hold it.</param>
/// <param name="Ranks">Its rank in each list, from 1; null where it is missing.</param>
public sealed record FusedPassage(long Id, double Score, int?[] Ranks);
