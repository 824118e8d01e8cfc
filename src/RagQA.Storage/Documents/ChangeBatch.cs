namespace RagQA.Storage;

/// <summary>A page of the changes of one partition.</summary>
/// <param name="Changes">The changes, a few hundred at most; none when nothing changed.</param>
/// <param name="Revision">Revision at which the partition is when it has applied all batches of this reading.</param>
/// <param name="IsLast">True on the last batch; there always is one.</param>
/// <param name="Erases">
/// True on the last batch when documents of the partition were purged since: what an index still holds of removed passages
/// has to leave its memory and its files before it counts as being at <paramref name="Revision"/>.
/// </param>
public sealed record ChangeBatch(IReadOnlyList<PassageChange> Changes, long Revision, bool IsLast, bool Erases);
