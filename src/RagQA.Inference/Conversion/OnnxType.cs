namespace RagQA.Inference;

/// <summary>Types of numbers, with the values that ONNX gives them (TensorProto.DataType).</summary>
internal enum OnnxType
{
    /// <summary>Single precision.</summary>
    Float = 1,

    /// <summary>32-bit integers.</summary>
    Int32 = 6,

    /// <summary>64-bit integers.</summary>
    Int64 = 7,

    /// <summary>Half precision.</summary>
    Float16 = 10,
}
