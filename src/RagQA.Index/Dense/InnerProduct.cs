using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RagQA.Index;

/// <summary>Inner products in the widest registers of this machine. Every dense score of a partition comes from here, whatever index found the row.</summary>
internal static class InnerProduct
{
    /// <summary>Inner product of two vectors of equal length.</summary>
    public static float Of(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return Wide512(x, y);
        }

        return Vector256.IsHardwareAccelerated ? Wide256(x, y) : Portable(x, y);
    }

    /// <summary>True when no number is infinite or NaN.</summary>
    public static bool IsFinite(ReadOnlySpan<float> vector)
    {
        foreach (var number in vector)
        {
            if (!float.IsFinite(number))
            {
                return false;
            }
        }

        return true;
    }

    internal static float Wide512(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ref var left = ref MemoryMarshal.GetReference(x);
        ref var right = ref MemoryMarshal.GetReference(y);
        var (first, second) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var i = 0;
        for (; i <= Shared(x, y) - 32; i += 32)
        {
            first = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref left, (nuint)i), Vector512.LoadUnsafe(ref right, (nuint)i), first);
            second = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref left, (nuint)i + 16), Vector512.LoadUnsafe(ref right, (nuint)i + 16), second);
        }

        return Vector512.Sum(first + second) + Portable(x[i..], y[i..]);
    }

    internal static float Wide256(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ref var left = ref MemoryMarshal.GetReference(x);
        ref var right = ref MemoryMarshal.GetReference(y);
        var (first, second) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var (third, fourth) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var i = 0;
        for (; i <= Shared(x, y) - 32; i += 32)
        {
            first = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref left, (nuint)i), Vector256.LoadUnsafe(ref right, (nuint)i), first);
            second = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref left, (nuint)i + 8), Vector256.LoadUnsafe(ref right, (nuint)i + 8), second);
            third = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref left, (nuint)i + 16), Vector256.LoadUnsafe(ref right, (nuint)i + 16), third);
            fourth = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref left, (nuint)i + 24), Vector256.LoadUnsafe(ref right, (nuint)i + 24), fourth);
        }

        return Vector256.Sum(first + second + (third + fourth)) + Portable(x[i..], y[i..]);
    }

    internal static float Portable(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var sum = 0f;
        for (var i = 0; i < Shared(x, y); i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    // The loads above are not bounds-checked: never read past the shorter vector.
    private static int Shared(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => Math.Min(x.Length, y.Length);
}
