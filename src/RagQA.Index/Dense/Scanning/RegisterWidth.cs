using System.Runtime.Intrinsics.X86;

namespace RagQA.Index;

/// <summary>Which kernel scans. The widest that the machine has is taken; tests force each.</summary>
internal enum RegisterWidth
{
    Portable = 128,
    Avx2 = 256,
    Wide = 512,
}

internal static class RegisterWidths
{
    public static RegisterWidth Widest => Avx512BW.IsSupported ? RegisterWidth.Wide : Avx2.IsSupported ? RegisterWidth.Avx2 : RegisterWidth.Portable;

    /// <summary>Those that this machine can run.</summary>
    public static RegisterWidth[] Runnable => Avx2.IsSupported
        ? [RegisterWidth.Portable, RegisterWidth.Avx2, RegisterWidth.Wide]
        : [RegisterWidth.Portable, RegisterWidth.Wide];
}
