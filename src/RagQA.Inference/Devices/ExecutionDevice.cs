using Microsoft.ML.OnnxRuntime;

namespace RagQA.Inference;

/// <summary>What models run on. Its results are compared with the CPU's before it is used (<see cref="ModelDevices"/>).</summary>
public abstract class ExecutionDevice
{
    /// <summary>Short name, as answers carry it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a model's twin in half precision runs in its place, where the models directory has one.</summary>
    public virtual bool PrefersHalfPrecision => false;

    /// <summary>Has ONNX Runtime use the device for a session; default: the CPU.</summary>
    /// <exception cref="OnnxRuntimeException">The device cannot be used.</exception>
    protected internal virtual void Use(SessionOptions options)
    {
    }

    /// <summary>Called before every run of a model, on its thread.</summary>
    /// <exception cref="DeviceException">The device is out of order.</exception>
    protected internal virtual void BeforeRun()
    {
    }
}
