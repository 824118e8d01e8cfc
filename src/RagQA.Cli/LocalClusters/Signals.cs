using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RagQA.Cli.LocalClusters;

/// <summary>Signals to other processes.</summary>
internal static partial class Signals
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    /// <summary>The process of an id; null when it has ended.</summary>
    public static Process? Find(int id)
    {
        try
        {
            var process = Process.GetProcessById(id);
            return process.HasExited ? null : process;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Asks a process to end and waits for it; kills it when it takes too long.</summary>
    public static async Task EndAsync(Process process, int signal, TimeSpan patience)
    {
        if (process.HasExited)
        {
            return;
        }

        _ = Send(process.Id, signal);
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>kill(2).</summary>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Send(int process, int signal);
}
