namespace RagQA;

/// <summary>The reader of one silo, whose address is the key: finds spans in passages.</summary>
[Alias("ragqa.IReaderGrain")]
public interface IReaderGrain : IGrainWithStringKey
{
    /// <summary>Reads the passages of one question; readings come in the order of the passages.</summary>
    [Alias("Read"), ResponseTimeout("00:03:00")]
    Task<PassageReading[]> Read([Immutable] ReadRequest request, CancellationToken cancellationToken = default);
}
