using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace RagQA.Cli.LocalClusters;

/// <summary>
/// A program that runs beside this one, in a session of its own: Ctrl+C in the terminal reaches only this program, which then
/// stops the others in the right order. What it prints goes to a file.
/// </summary>
internal sealed class ChildProgram : IDisposable
{
    private readonly Process _process;

    private ChildProgram(string name, string log, Process process) => (Name, Log, _process) = (name, log, process);

    public string Name { get; }

    /// <summary>File with what it printed.</summary>
    public string Log { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a program.</summary>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="log">File that its output is appended to.</param>
    /// <param name="command">Program and arguments.</param>
    /// <exception cref="RagQAException">It is not installed.</exception>
    public static ChildProgram Start(string name, string log, params IEnumerable<string> command)
    {
        // The shell only opens the file; exec leaves no process between, so that the id is the program's.
        var start = new ProcessStartInfo("setsid", ["sh", "-c", "exec \"$@\" >>\"$RAGQA_CHILD_LOG\" 2>&1 </dev/null", "sh", .. command]);
        start.Environment["RAGQA_CHILD_LOG"] = log;
        try
        {
            return new ChildProgram(name, log, Process.Start(start)!);
        }
        catch (Win32Exception e)
        {
            throw new RagQAException(FailureKind.Unavailable, $"{name} could not be started: {e.Message}. On Debian: apt-get install postgresql redis-server util-linux.", e);
        }
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="RagQAException">It failed; its log says why.</exception>
    public static async Task RunAsync(string name, string log, IEnumerable<string> command, CancellationToken cancellationToken)
    {
        using var child = Start(name, log, command);
        await child._process.WaitForExitAsync(cancellationToken);
        if (child.ExitCode != 0)
        {
            throw child.Failure();
        }
    }

    /// <summary>Waits until something that it offers works, and fails as soon as it has ended instead.</summary>
    public async Task WaitUntilAsync(Func<Task<bool>> works, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await works())
        {
            if (HasExited)
            {
                throw Failure();
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken = default) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Asks it to end and waits; one that does not is killed.</summary>
    public Task StopAsync(int signal, TimeSpan patience) => Signals.EndAsync(_process, signal, patience);

    public void Dispose() => _process.Dispose();

    private RagQAException Failure() => new(
        FailureKind.Unavailable,
        string.Create(CultureInfo.InvariantCulture, $"{Name} ended with exit code {ExitCode}: {LastLine()} The whole log is {Log}."));

    private string LastLine() => File.Exists(Log) ? File.ReadLines(Log).LastOrDefault(line => line.Length > 0) ?? "" : "";
}
