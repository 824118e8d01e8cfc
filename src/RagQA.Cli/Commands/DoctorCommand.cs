using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using RagQA.Corpus;
using RagQA.Index;
using RagQA.Inference;
using RagQA.Server.Hosting;
using RagQA.Storage;

namespace RagQA.Cli.Commands;

/// <summary>Explains what is wrong with this machine's set-up.</summary>
internal static class DoctorCommand
{
    private const long LeastFreeBytes = 1L << 30;

    private sealed record Finding(string Check, bool Ok, string Detail);

    public static Command Create()
    {
        var (data, json) = (SharedOptions.DataDirectory(), SharedOptions.Json());
        var command = new Command("doctor", "Checks this machine's set-up and says what to do. Example: ragqa doctor") { data, json };
        command.SetAction(async (parse, ct) =>
        {
            var directory = Path.GetFullPath(parse.GetRequiredValue(data));
            Finding[] findings =
            [
                Check("runtime", () => $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores"),
                Check("FAISS", () =>
                {
                    using var index = new FaissIndex(4);
                    index.Add([1], [1, 0, 0, 0]);
                    return $"the native library loads and finds {index.Search([1, 0, 0, 0], 1).Length} of 1 vectors";
                }),
                .. Directory.EnumerateDirectories(Locations.Models).Where(d => File.Exists(Path.Combine(d, "manifest.json"))).Order()
                    .Select(d => Check($"model {Path.GetFileName(d)}", () => $"hash checked, {ModelFolder.Open(d).Manifest.Version}")),
                Check("data directory", () => DataDirectory(directory)),
                Check("documents", () => StoreFile(directory, SqliteDocumentStore.FileName)),
                Check("embeddings", () => StoreFile(directory, SqliteEmbeddingStore.FileName)),
                Check("history", () => StoreFile(directory, SqliteHistoryStore.FileName)),
                Check("free space", () => FreeSpace(directory)),
            ];
            findings = [.. findings, await ReaderAsync(ct)];
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(findings);
            }
            else
            {
                Array.ForEach(findings, f => Console.Out.WriteLine($"{(f.Ok ? "ok  " : "FAIL")} {f.Check}: {f.Detail}"));
            }

            return findings.All(f => f.Ok) ? 0 : 1;
        });
        return command;
    }

    private static Finding Check(string name, Func<string> check)
    {
        try
        {
            return new Finding(name, true, check());
        }
        catch (Exception e)
        {
            return new Finding(name, false, e.Message);
        }
    }

    /// <summary>Files are read in a process that must not reach the network, write or start programs.</summary>
    private static async Task<Finding> ReaderAsync(CancellationToken cancellationToken)
    {
        const string Name = "reading files";
        using var parser = new ChildProcessFileParser(ReaderProgram.Ragqa());
        try
        {
            return await parser.ProbeAsync(cancellationToken) is { Length: > 0 } breaches
                ? new Finding(Name, false, $"the reader process can {string.Join(", ", breaches)}: report this, and take in no files from outside.")
                : new Finding(Name, true, "in a process without network, that cannot write or start programs");
        }
        catch (RagQAException e)
        {
            return new Finding(Name, false, e.Message);
        }
    }

    private static string DataDirectory(string directory)
    {
        try
        {
            using var held = DataDirectoryLock.Acquire(directory);
            return $"{directory} can be written and no server uses it";
        }
        catch (RagQAException e) when (e.Kind == FailureKind.Conflict && RunningServer.Find(directory) is { } server)
        {
            return $"{directory} is served by process {server.Process} at {server.Address}";
        }
    }

    private static string StoreFile(string directory, string name)
    {
        if (!File.Exists(Path.Combine(directory, name)))
        {
            return "none yet";
        }

        var state = StoreFileState.Read(directory, name);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"schema {state.SchemaVersion}, {state.Bytes / 1048576.0:0.0} MiB, log {state.LogBytes / 1048576.0:0.0} MiB; 'ragqa verify' looks inside");
    }

    private static string FreeSpace(string directory)
    {
        var free = new DriveInfo(directory).AvailableFreeSpace;
        return free >= LeastFreeBytes
            ? string.Create(CultureInfo.InvariantCulture, $"{free >> 30} GiB")
            : throw new IOException(string.Create(CultureInfo.InvariantCulture, $"only {free >> 20} MiB are free: make room, or choose another place with --data."));
    }
}
