using System.Diagnostics;

namespace RagQA.Tests.Storage.Faults;

/// <summary>Makes the library of <c>faults.c</c>.</summary>
internal static class FaultLibrary
{
    /// <summary>Path of the library, for LD_PRELOAD.</summary>
    public static async Task<string> CompileAsync(CancellationToken cancellationToken)
    {
        string source = RepositoryRoot.Combine("tests", "RagQA.Tests", "Storage", "Faults", "faults.c");
        string library = Path.Combine(AppContext.BaseDirectory, "libragqa_faults.so");
        if (!File.Exists(library) || File.GetLastWriteTimeUtc(library) < File.GetLastWriteTimeUtc(source))
        {
            // g++ is what the FAISS shim is built with, so it is there.
            ProcessStartInfo compiler = new("g++", ["-x", "c", "-shared", "-fPIC", "-O1", "-o", $"{library}.{Environment.ProcessId}", source, "-ldl"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            (int exitCode, string output) = await RunToEndAsync(compiler, cancellationToken);
            Assert.True(exitCode == 0, output);
            File.Move($"{library}.{Environment.ProcessId}", library, overwrite: true);
        }

        return library;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEndAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        using Process process = Process.Start(start)!;
        await using CancellationTokenRegistration kill = cancellationToken.Register(() => process.Kill());
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        string output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return (process.ExitCode, output + await errors);
    }
}
