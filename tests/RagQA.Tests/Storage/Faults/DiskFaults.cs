using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RagQA.Tests.Storage.Faults;

/// <summary>
/// The library of <c>faults.c</c>, which lets writes and flushes fail. It has to be there before the process starts, so a test
/// that needs it runs itself once more in a process of its own.
/// </summary>
internal static partial class DiskFaults
{
    public const int NoSpace = 28;
    public const int InputOutput = 5;

    // Only so that a hang shows as one; the long forms take most of an hour on a busy machine.
    private static readonly TimeSpan HangLimit = TimeSpan.FromHours(3);

    private const string Marker = "RAGQA_FAULTS_LOADED";
    private const string Library = "ragqa_faults";

    /// <summary>Whether this process can have faults.</summary>
    public static bool IsLoaded => Environment.GetEnvironmentVariable(Marker) is not null;

    /// <summary>Runs a test of this assembly in a process with the library; fails with that process's output when it fails.</summary>
    public static async Task RunAsync(string method, CancellationToken cancellationToken)
    {
        string library = await FaultLibrary.CompileAsync(cancellationToken);
        ProcessStartInfo start = new("dotnet", [typeof(DiskFaults).Assembly.Location, "-method", method, "-noColor"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LD_PRELOAD"] = library;
        start.Environment[Marker] = library;
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(HangLimit);
        (int exitCode, string output) = await FaultLibrary.RunToEndAsync(start, limit.Token);
        Assert.True(exitCode == 0 && output.Contains("Failed: 0", StringComparison.Ordinal) && !output.Contains("Total: 0", StringComparison.Ordinal), output);
    }

    /// <summary>From now on, writes and flushes below a directory count; with a second one, that is kept as a power cut would leave the first.</summary>
    [LibraryImport(Library, EntryPoint = "faults_start", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void Start(string directory, string durable);

    [LibraryImport(Library, EntryPoint = "faults_stop")]
    public static partial void Stop();

    /// <summary>Lets the operations from one number to another fail with an error number.</summary>
    [LibraryImport(Library, EntryPoint = "faults_fail")]
    public static partial void Fail(nint first, nint last, int error);

    /// <summary>The power goes before an operation: what is written from then on does not reach the second directory.</summary>
    [LibraryImport(Library, EntryPoint = "faults_cut")]
    public static partial void Cut(nint operation);

    [LibraryImport(Library, EntryPoint = "faults_operations")]
    public static partial nint Operations();

    [LibraryImport(Library, EntryPoint = "faults_is_cut")]
    public static partial int IsCut();

    /// <summary>Makes the calls above find the library that is loaded already.</summary>
    public static void Resolve() => NativeLibrary.SetDllImportResolver(
        typeof(DiskFaults).Assembly,
        (name, _, _) => name == Library ? NativeLibrary.Load(Environment.GetEnvironmentVariable(Marker)!) : 0);
}
