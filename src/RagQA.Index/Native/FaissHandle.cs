using Microsoft.Win32.SafeHandles;

namespace RagQA.Index;

/// <summary>Owns one native index; freed once, after the last call that uses it.</summary>
internal sealed class FaissHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public FaissHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle() => FaissLibrary.Free(handle) == FaissStatus.Ok;
}
