using System.Diagnostics;
using System.Text;

namespace RagQA.Tests.Processes;

/// <summary>The real program in a process of its own, as a user runs it.</summary>
public sealed class RagQAProcess : IAsyncDisposable
{
    private static readonly string[] _ready = ["RagQA is ready at ", "RagQA serves at "];

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

    /// <summary>Whether it has started processes that only it ends.</summary>
    private bool IsCluster { get; init; }

    /// <summary>Its process.</summary>
    public int Id => _process.Id;

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

    /// <summary>Runs <c>ragqa cluster up</c>; the address is that of the first silo.</summary>
    public static Task<RagQAProcess> ClusterUpAsync(string directory, int silos = 3, Dictionary<string, string>? environment = null)
        => UpAsync(environment ?? [], ["cluster", "up", "--silos", silos.ToString(System.Globalization.CultureInfo.InvariantCulture), "--port", "0", "--data", directory]);

    /// <summary>Runs <c>ragqa serve</c> with a configuration file, within a command such as <c>ip netns exec NAME</c>.</summary>
    public static Task<RagQAProcess> ServeAsync(string configuration, params string[] within) => UpAsync([], ["serve", "--config", configuration], within);

    /// <summary>The same with more in its environment.</summary>
    public static Task<RagQAProcess> ServeAsync(string configuration, Dictionary<string, string> environment) => UpAsync(environment, ["serve", "--config", configuration]);

    private static async Task<RagQAProcess> UpAsync(Dictionary<string, string> environment, string[] arguments, params string[] within)
    {
        var process = StartProgram("RagQA.Cli", "ragqa", arguments, environment, within);
        var errors = Collect(process);
        using var late = new CancellationTokenSource(Patience);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(late.Token).AsTask().WaitAsync(late.Token) is { } line)
            {
                if (Array.Find(_ready, ready => line.StartsWith(ready, StringComparison.Ordinal)) is { } ready)
                {
                    return new RagQAProcess(process, errors, new Uri(line[ready.Length..].Split(' ')[0])) { IsCluster = arguments[0] == "cluster" };
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
    public static Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments) => RunAsync(Start(arguments), $"ragqa {string.Join(' ', arguments)}");

    /// <summary>The same within another command.</summary>
    public static Task<(int ExitCode, string Output, string Errors)> RunWithinAsync(string[] within, params string[] arguments) =>
        RunAsync(StartProgram("RagQA.Cli", "ragqa", arguments, within: within), $"ragqa {string.Join(' ', arguments)}");

    /// <summary>Runs an example program to its end.</summary>
    public static Task<(int ExitCode, string Output, string Errors)> RunExampleAsync(string project, params string[] arguments) => RunAsync(StartProgram(project, project, arguments), project);

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(Process started, string name)
    {
        using var process = started;
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
            throw new TimeoutException($"'{name}' did not end within {Patience}: {errors}");
        }
    }

    /// <summary>Starts a command that the test means to kill.</summary>
    public static Process Start(string[] arguments, Dictionary<string, string>? environment = null) => StartProgram("RagQA.Cli", "ragqa", arguments, environment);

    private static Process StartProgram(string project, string file, string[] arguments, Dictionary<string, string>? environment = null, params string[] within)
    {
        var program = RepositoryRoot.Combine("src", project, "bin", Configuration, "net10.0", $"{file}.dll");
        string[] command = [.. within, "dotnet", program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
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
            await (IsCluster ? StopAsync() : KillAsync());
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
