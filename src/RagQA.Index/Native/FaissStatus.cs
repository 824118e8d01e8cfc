namespace RagQA.Index;

/// <summary>What a function of the native library returns.</summary>
internal enum FaissStatus
{
    Ok = 0,
    InvalidArgument = 1,
    OutOfMemory = 2,
    BadFile = 3,
    Failed = 4,
}
