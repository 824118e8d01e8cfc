using System.Diagnostics;
using System.Text;

namespace RagQA.Tests.Processes;

/// <summary>The real program in a process of its own, as a user runs it.</summary>
public sealed class RagQAProcess : IAsyncDisposable
{
    private static readonly string[] Ready = ["RagQA is ready at ", "RagQA serves at "];

    /// <summary>Far longer than anything takes that ends at all, also on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private readonly Process _process;
    private readonly StringBuilder _errors;

    private RagQAProcess(Process process, StringBuilder errors, Uri address) => (_process, _errors, Address) = (process, errors, address);

    /// <summary>Address of the page and the API.</summary>
    public Uri Address { get; }

    /// <summary>What the program wrote to standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>Runs <c>ragqa up</c> on a free port and waits until it says that it is ready.</summary>
    public static Task<RagQAProcess> UpAsync(string dataDirectory, params string[] more) => UpAsync(0, dataDirectory, more);

    /// <summary>The same on a port that is known beforehand, so that a page finds the server again.</summary>
    public static Task<RagQAProcess> UpAsync(int port, string dataDirectory, params string[] more)
        => UpAsync([], ["up", "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--data", dataDirectory, .. more]);

    /// <summary>The same with more in its environment.</summary>
    public static Task<RagQAProcess> UpAsync(Dictionary<string, string> environment, string dataDirectory)
        => UpAsync(environment, ["up", "--port", "0", "--data", dataDirectory, "--no-sample"]);

    /// <summary>Runs <c>ragqa serve</c> with a configuration file.</summary>
    public static Task<RagQAProcess> ServeAsync(string configuration) => UpAsync([], ["serve", "--config", configuration]);

    /// <summary>Runs <c>ragqa cluster up</c> with three silos; the address is that of the first.</summary>
    public static Task<RagQAProcess> ClusterUpAsync(string directory) => UpAsync([], ["cluster", "up", "--silos", "3", "--port", "0", "--data", directory]);

    private static async Task<RagQAProcess> UpAsync(Dictionary<string, string> environment, string[] arguments)
    {
        var process = Start(arguments, environment);
        var errors = Collect(process);
        using var late = new CancellationTokenSource(Patience);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(late.Token).AsTask().WaitAsync(late.Token) is { } line)
            {
                if (Ready.FirstOrDefault(r => line.StartsWith(r, StringComparison.Ordinal)) is { } ready)
                {
                    return new RagQAProcess(process, errors, new Uri(line[ready.Length..].Split(' ')[0]));
                }
            }

            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"ragqa up did not get ready within {Patience}: {errors}");
        }

        throw new InvalidOperationException($"ragqa up ended with exit code {process.ExitCode}: {errors}");
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var errors = Collect(process);
        using var late = new CancellationTokenSource(Patience);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(late.Token).WaitAsync(late.Token);
            await process.WaitForExitAsync(late.Token);
            return (process.ExitCode, output, errors.ToString());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'ragqa {string.Join(' ', arguments)}' did not end within {Patience}: {errors}");
        }
    }

    /// <summary>Starts a command that the test means to kill.</summary>
    public static Process Start(string[] arguments, Dictionary<string, string>? environment = null)
    {
        var program = RepositoryRoot.Combine("src", "RagQA.Cli", "bin", Configuration, "net10.0", "ragqa.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        start.Environment["RAGQA_HOME"] = RepositoryRoot.Path;
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(Path.GetTempPath(), "ragqa-test-cache");
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>No instruction of the program runs any more when this returns; what it asked of the kernel may still be going on.</summary>
    public async Task FreezeAsync()
    {
        await SignalAsync("STOP");
        var tasks = $"/proc/{_process.Id}/task";
        while (Directory.EnumerateDirectories(tasks).Any(task => !IsStopped(task)))
        {
            await Task.Delay(1);
        }
    }

    /// <summary>Asks it to end and returns its exit code. Not by Ctrl+C, which programs ignore that a background job of a shell has started.</summary>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        using var late = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(late.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"ragqa did not end within {Patience} of being asked to: {Errors}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Stopped, or within a call of the kernel that it does not return from before it stops.</summary>
    private static bool IsStopped(string task)
    {
        try
        {
            var status = File.ReadAllText(Path.Combine(task, "stat"));
            return status[status.LastIndexOf(')') + 2] is 'T' or 'D';
        }
        catch (IOException)
        {
            // This thread has ended.
            return true;
        }
    }

    private static StringBuilder Collect(Process process)
    {
        var errors = new StringBuilder();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
            {
                errors.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
        return errors;
    }
}
