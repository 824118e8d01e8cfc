using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace RagQA.Inference;

/// <summary>Pinned memory for one input or output of a graph, viewed by ONNX Runtime without a copy.</summary>
internal sealed class TensorSlot<T>
    where T : unmanaged
{
    private readonly bool _perToken;
    private readonly TensorElementType _type;

    private TensorSlot(T[] values, bool perToken, TensorElementType type)
    {
        Values = values;
        _perToken = perToken;
        _type = type;
    }

    /// <summary>The memory; a run uses its beginning.</summary>
    public T[] Values { get; }

    /// <summary>A tensor <c>[1, tokens]</c>.</summary>
    public static TensorSlot<T> PerToken(int maxTokens, TensorElementType type) => new(Allocate(maxTokens), perToken: true, type);

    /// <summary>A tensor <c>[1, width]</c>, or <c>[1]</c> where the width is 0.</summary>
    public static TensorSlot<T> PerSequence(int width, TensorElementType type) => new(Allocate(Math.Max(1, width)), perToken: false, type)
    {
        Shape = width == 0 ? [1] : [1, width],
    };

    private long[]? Shape { get; init; }

    /// <summary>The view for a sequence of a given length; the caller disposes of it.</summary>
    public unsafe OrtValue View(int tokens)
    {
        long[] shape = _perToken ? [1, tokens] : Shape!;
        int count = _perToken ? tokens : Values.Length;

        // Allocated pinned, so the address holds for as long as the array lives.
        fixed (T* address = Values)
        {
            return OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, _type, shape, (nint)address, (long)count * sizeof(T));
        }
    }

    private static T[] Allocate(int length) => GC.AllocateArray<T>(length, pinned: true);
}
