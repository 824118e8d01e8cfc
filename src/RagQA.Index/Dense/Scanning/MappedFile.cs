using System.IO.MemoryMappedFiles;

namespace RagQA.Index;

/// <summary>
/// A file mapped for reading. The operating system keeps in memory what is used and drops it when memory is short. It is unmapped when nothing
/// refers to it any more, not before: a search or a build that still runs never loses the memory that it reads.
/// </summary>
internal sealed unsafe class MappedFile
{
    private readonly MemoryMappedViewAccessor _view;

    public MappedFile(FileStream file)
    {
        using var mapped = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = mapped.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        Start = start + _view.PointerOffset;
    }

    // The handle of the view is released by its own finalizer, which runs after this one.
    ~MappedFile() => _view?.SafeMemoryMappedViewHandle.ReleasePointer();

    public byte* Start { get; }
}
