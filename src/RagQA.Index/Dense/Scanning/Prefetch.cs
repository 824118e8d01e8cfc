using System.Runtime.Intrinsics.X86;

namespace RagQA.Index;

/// <summary>Asks for memory before it is used, where the processor has an instruction for it.</summary>
internal static unsafe class Prefetch
{
    private const int CacheLine = 64;

    public static void Lines(byte* start, int bytes)
    {
        if (Sse.IsSupported)
        {
            for (var i = 0; i < bytes; i += CacheLine)
            {
                Sse.Prefetch0(start + i);
            }
        }
    }
}
