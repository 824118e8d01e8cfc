using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace RagQA.Corpus;

/// <summary>Takes from this process what a reader of files does not need; nothing of it can be taken back.</summary>
internal static partial class WorkerConfinement
{
    // From asm-generic/resource.h, the same on x64 and ARM64.
    private const int LimitProcessorTime = 0;
    private const int LimitFileSize = 1;
    private const int LimitCoreFile = 4;
    private const int LimitAddressSpace = 9;

    // What the runtime may map beside its heap: code, thread stacks, assemblies.
    private const ulong BesideHeapBytes = 768UL << 20;

    /// <summary>Enters confinement; the heap itself is limited by the environment that the process was started with.</summary>
    /// <exception cref="Win32Exception">The system refused a step, so no file may be read here.</exception>
    public static void Enter()
    {
        // 1. When memory runs out, this process goes first.
        File.WriteAllText("/proc/self/oom_score_adj", "1000");

        // 2. Nothing is written: no file grows, no memory image is left behind.
        SetLimit(LimitCoreFile, 0);
        SetLimit(LimitFileSize, 0);

        // 3. The heap's range is reserved by now; the rest cannot grow without end either.
        SetLimit(LimitAddressSpace, AddressSpaceBytes() + BesideHeapBytes);

        // 4. System calls: no network, no opening for writing, no other program.
        SystemCallFilter.Install();
    }

    /// <summary>Allows so much more processor time; beyond it the system ends the process.</summary>
    public static void AllowProcessorTime(TimeSpan time)
    {
        TimeSpan used = Process.GetCurrentProcess().TotalProcessorTime;
        Set(LimitProcessorTime, new Limit { Soft = (ulong)Math.Ceiling((used + time).TotalSeconds), Hard = ulong.MaxValue });
    }

    /// <summary>Tries what must not be possible here and names what was.</summary>
    public static string[] Breaches()
    {
        (string What, bool Possible)[] attempts =
        [
            ("open a socket", Can(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp).Dispose())),
            ("open a local socket", Can(() => new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified).Dispose())),
            ("write a file", Can(() => File.WriteAllText(Path.Combine(Path.GetTempPath(), $"ragqa-{Environment.ProcessId}"), "x"))),
            ("make a folder", Can(() => Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"ragqa-{Environment.ProcessId}-folder")))),
            ("start a program", Can(() => Process.Start("/bin/true").Dispose())),
            ("see the server's environment", Environment.GetEnvironmentVariable("PATH") is not null),
        ];
        return [.. attempts.Where(attempt => attempt.Possible).Select(attempt => attempt.What)];
    }

    private static bool Can(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception exception) when (exception is SocketException or UnauthorizedAccessException or IOException or Win32Exception)
        {
            return false;
        }
    }

    private static ulong AddressSpaceBytes()
    {
        // The first number of statm is the size of the address space in pages.
        string statm = File.ReadAllText("/proc/self/statm");
        return ulong.Parse(statm[..statm.IndexOf(' ', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture)
            * (ulong)Environment.SystemPageSize;
    }

    private static void SetLimit(int resource, ulong value) => Set(resource, new Limit { Soft = value, Hard = value });

    private static void Set(int resource, Limit limit)
    {
        if (SetResourceLimit(resource, in limit) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "The reader process cannot set its limits.");
        }
    }

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetResourceLimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
