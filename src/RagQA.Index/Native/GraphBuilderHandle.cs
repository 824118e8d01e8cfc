using Microsoft.Win32.SafeHandles;

namespace RagQA.Index;

/// <summary>Owns one native graph while it is built.</summary>
internal sealed class GraphBuilderHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public GraphBuilderHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle() => FaissLibrary.GraphFree(handle) == FaissStatus.Ok;
}
