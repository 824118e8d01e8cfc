namespace RagQA.Inference;

/// <summary>The processor: always there, and what every other device is measured by.</summary>
public sealed class CpuDevice : ExecutionDevice
{
    /// <summary>The only one.</summary>
    public static CpuDevice Instance { get; } = new();

    private CpuDevice()
    {
    }

    /// <inheritdoc />
    public override string Name => "cpu";
}
