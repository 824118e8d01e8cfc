namespace RagQA.Index;

/// <summary>Why an index file is not used.</summary>
public enum IndexFileFault
{
    /// <summary>A file is not there or cannot be read.</summary>
    Missing = 0,

    /// <summary>A file is shorter or longer than it was written.</summary>
    WrongSize = 1,

    /// <summary>The checksum differs: bytes have changed.</summary>
    Altered = 2,

    /// <summary>It is another kind of file or another format version.</summary>
    WrongFormat = 3,

    /// <summary>It was made with another encoder.</summary>
    WrongEncoder = 4,

    /// <summary>Its parts contradict each other.</summary>
    Inconsistent = 5,
}
