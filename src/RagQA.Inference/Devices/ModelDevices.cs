using Microsoft.ML.OnnxRuntime;

namespace RagQA.Inference;

/// <summary>
/// The models of a process on the CPU and, where there is one that passed its self-test, on another device. Work goes to that device
/// until it fails, a run or a test; then to the CPU, also what is under way, until a later test passes again.
/// </summary>
public sealed class ModelDevices : IDisposable
{
    /// <summary>A device that takes longer for one question and one short passage is out of order.</summary>
    private static readonly TimeSpan TestTimeout = TimeSpan.FromSeconds(2);

    private readonly InferenceModels _cpu;
    private readonly InferenceModels? _device;
    private readonly TimeProvider _time;
    private readonly Lazy<DeviceSelfTest> _expected;
    private Task<DeviceSelfTest>? _test;
    private volatile CancellationTokenSource? _offered;
    private volatile string? _failure;
    private long _withdrawals;

    private ModelDevices(InferenceModels cpu, InferenceModels? device, string? failure, TimeProvider time)
    {
        _cpu = cpu;
        _device = device;
        _time = time;
        _failure = failure;
        _expected = new Lazy<DeviceSelfTest>(() => DeviceSelfTest.Run(cpu));
    }

    /// <summary>Name of the device that work goes to now.</summary>
    public string Current => IsAccelerated ? _device!.Device.Name : _cpu.Device.Name;

    /// <summary>Whether work goes to a device of its own.</summary>
    public bool IsAccelerated => _offered is not null;

    /// <summary>Why a device that is there is not used; null when it is, or there is none.</summary>
    public string? Failure => _failure;

    /// <summary>Times that a device which was used was given up, since the start.</summary>
    public long Withdrawals => Interlocked.Read(ref _withdrawals);

    /// <summary>Loads the models on a device beside the CPU. The device is used from the first <see cref="CheckAsync"/> on that it passes.</summary>
    /// <param name="cpu">The models on the CPU; the caller keeps them.</param>
    /// <param name="device">The device, or null for none. One on which the models cannot be loaded is there and does not work.</param>
    /// <param name="options">The models that the device runs.</param>
    /// <param name="time">The clock.</param>
    public static ModelDevices Open(InferenceModels cpu, ExecutionDevice? device, InferenceOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (device is null)
        {
            return new ModelDevices(cpu, null, null, time);
        }

        try
        {
            return new ModelDevices(cpu, InferenceModels.Open(options, device), "It was not tested yet.", time);
        }
        catch (Exception exception) when (exception is ModelException or DeviceException or OnnxRuntimeException)
        {
            return new ModelDevices(cpu, null, $"{device.Name}: {exception.Message}", time);
        }
    }

    /// <summary>Runs work on the device, or on the CPU where there is none that works, on the threads of its pool.</summary>
    /// <returns>The result, and the name of the device that it came from.</returns>
    /// <exception cref="RagQAException">As <see cref="InferencePool.Run"/>.</exception>
    public async Task<(T Result, string Device)> RunAsync<T>(Func<InferenceModels, T> work, InferencePriority priority, CancellationToken ct, long turn = 0)
    {
        if (_offered is { } offered)
        {
            try
            {
                using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(offered.Token, ct);
                return (await _device!.Pool.Run(() => work(_device), priority, either.Token, turn).WaitAsync(either.Token).ConfigureAwait(false), _device.Device.Name);
            }
            catch (Exception exception) when (exception is DeviceException or OnnxRuntimeException)
            {
                Withdraw(offered, exception.Message);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                // It was withdrawn while this waited for it.
            }
        }

        return (await _cpu.Pool.Run(() => work(_cpu), priority, ct, turn).ConfigureAwait(false), _cpu.Device.Name);
    }

    /// <summary>Tests the device against the CPU and uses it from now on, or no more. Call it at the start and every few seconds, one call at a time.</summary>
    public async Task CheckAsync(CancellationToken ct)
    {
        if (_device is null)
        {
            return;
        }

        try
        {
            // Not on the pool, where it would wait behind questions. A device that hangs costs one thread, not one with every test.
            _test ??= Task.Factory.StartNew(() => DeviceSelfTest.Run(_device), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            DeviceSelfTest found = await _test.WaitAsync(TestTimeout, _time, ct).ConfigureAwait(false);
            _test = null;
            if (found.DifferenceTo(_expected.Value) is { } difference)
            {
                Withdraw(_offered, difference);
                return;
            }

            _failure = null;
            _offered ??= new CancellationTokenSource();
        }
        catch (TimeoutException)
        {
            Withdraw(_offered, $"It did not end a test within {TestTimeout.TotalSeconds} s.");
        }
        catch (Exception exception) when (exception is DeviceException or OnnxRuntimeException)
        {
            _test = null;
            Withdraw(_offered, exception.Message);
        }
    }

    /// <summary>Unloads the models of the device.</summary>
    public void Dispose()
    {
        _offered?.Dispose();
        _device?.Dispose();
    }

    private void Withdraw(CancellationTokenSource? offered, string failure)
    {
        _failure = failure;
        if (offered is not null && Interlocked.CompareExchange(ref _offered, null, offered) == offered)
        {
            Interlocked.Increment(ref _withdrawals);

            // Not disposed: calls that just begin may still look at it.
            offered.Cancel();
        }
    }
}
