using System.Runtime.Intrinsics;

namespace RagQA.Index;

/// <summary>
/// Sums of products of question codes and row codes, see <see cref="Codes"/>, exact in 32 bits. Lengths are multiples of <see cref="Codes.Step"/>.
/// One implementation per width of register; a scan is compiled once for each.
/// </summary>
internal unsafe interface ICodeKernel
{
    /// <summary>One question with four rows.</summary>
    static abstract Vector128<int> OneByFour(sbyte* question, byte* row0, byte* row1, byte* row2, byte* row3, int length);

    /// <summary>Four questions, which lie <paramref name="length"/> codes apart, with two rows: the sums of the first row, then of the second.</summary>
    static abstract (Vector128<int> First, Vector128<int> Second) FourByTwo(sbyte* questions, byte* row0, byte* row1, int length);
}
