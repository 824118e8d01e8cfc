using Microsoft.ML.OnnxRuntime;

namespace RagQA.Inference;

/// <summary>A GPU through ONNX Runtime's CUDA provider, which is there in a build with the property <c>RagQAGpu=true</c>.</summary>
public sealed class CudaDevice : ExecutionDevice
{
    private readonly int _number;

    private CudaDevice(int number) => _number = number;

    /// <inheritdoc />
    public override string Name => "cuda";

    /// <summary>The first GPU, or null where this build cannot use one. Whether it works, a self-test has to tell.</summary>
    public static CudaDevice? Find()
        => OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider") ? new CudaDevice(0) : null;

    /// <inheritdoc />
    public override bool PrefersHalfPrecision => true;

    /// <inheritdoc />
    protected internal override void Use(SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.AppendExecutionProvider_CUDA(_number);
    }
}
