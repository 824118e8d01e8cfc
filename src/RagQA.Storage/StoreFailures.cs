namespace RagQA.Storage;

/// <summary>How often the databases of this process were not there when they were needed.</summary>
public static class StoreFailures
{
    private static long _count;

    /// <summary>Reads and changes that ended as unavailable since the start.</summary>
    public static long Count => Interlocked.Read(ref _count);

    /// <summary>Counts a failure that is about to be reported, if it is of that kind.</summary>
    internal static RagQAException Counted(RagQAException failure)
    {
        if (failure.Kind == FailureKind.Unavailable)
        {
            Interlocked.Increment(ref _count);
        }

        return failure;
    }
}
