using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;

namespace RagQA.Inference;

/// <summary>
/// A model loaded by ONNX Runtime. Runs one sequence per call on the calling thread; any number of threads may call at once.
/// One sequence, because int8 activations are quantised over the whole batch: a result must not depend on other people's questions.
/// </summary>
internal sealed class ModelSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly ConcurrentBag<SequenceBuffers> _idle = [];
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;

    private readonly ExecutionDevice _device;

    // Runs under way, and one more until the model is unloaded.
    private int _users = 1;
    private int _unloaded;

    public ModelSession(ModelFolder folder, ExecutionDevice device)
    {
        Folder = folder;
        _device = device;
        _inputNames = SequenceBuffers.InputNames(folder.Manifest.Role);
        _outputNames = SequenceBuffers.OutputNames(folder.Manifest.Role);
        byte[] graph = ((device.PrefersHalfPrecision ? folder.HalfPrecisionTwin() : null) ?? folder).ReadGraph();
        try
        {
            using SessionOptions options = Options();
            device.Use(options);
            _session = new InferenceSession(graph, options);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelException($"ONNX Runtime refuses the model in '{folder.Path}' on {device.Name}: take a model made for this version of RagQA.", exception);
        }

        if (_inputNames.Except(_session.InputNames).Concat(_outputNames.Except(_session.OutputNames)).FirstOrDefault() is { } missing)
        {
            _session.Dispose();
            throw new ModelException($"The graph in '{folder.Path}' has no '{missing}': take a model made for this version of RagQA.");
        }
    }

    public ModelFolder Folder { get; }

    public ModelManifest Manifest => Folder.Manifest;

    /// <summary>Memory for one run; give it back with <see cref="Return"/>.</summary>
    public SequenceBuffers Rent() => _idle.TryTake(out SequenceBuffers? buffers) ? buffers : new SequenceBuffers(Manifest);

    public void Return(SequenceBuffers buffers) => _idle.Add(buffers);

    /// <summary>Runs the sequence that was put into the buffers; the outputs are there afterwards.</summary>
    /// <exception cref="RagQAException">The model was unloaded (<see cref="FailureKind.Unavailable"/>).</exception>
    public void Run(SequenceBuffers buffers, int tokens)
    {
        Enter();
        try
        {
            _device.BeforeRun();
            RunEntered(buffers, tokens);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Unloads the model: at once, or when the last run under way has ended. A run of a freed session would end the process.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _unloaded, 1) == 0)
        {
            Leave();
        }
    }

    private void RunEntered(SequenceBuffers buffers, int tokens)
    {
        OrtValue[] inputs = buffers.Inputs(Manifest.Role, tokens);
        OrtValue[] outputs = buffers.Outputs(tokens);
        try
        {
            _session.Run(_runOptions, _inputNames, inputs, _outputNames, outputs);
        }
        finally
        {
            Array.ForEach(inputs, value => value.Dispose());
            Array.ForEach(outputs, value => value.Dispose());
        }
    }

    private void Enter()
    {
        int users = Volatile.Read(ref _users);
        while (users != 0)
        {
            int before = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (before == users)
            {
                return;
            }

            users = before;
        }

        throw InferencePool.ShuttingDown();
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _session.Dispose();
            _runOptions.Dispose();
        }
    }

    /// <summary>
    /// Measured on two cores without VNNI, several sequences at once: one thread per call gives 1.3 times the throughput of two
    /// spinning threads per call and 1.7 times that of two that do not spin. Memory patterns cost up to a fifth with short
    /// sequences, and keep a plan for every length. Setting denormals to zero and approximating GELU changed nothing.
    /// </summary>
    private static SessionOptions Options()
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        return options;
    }
}
