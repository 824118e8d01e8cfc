using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RagQA.Corpus;

/// <summary>One reader process, seen from the server; reads one file at a time.</summary>
internal sealed class ReaderProcess : IDisposable
{
    private const int KeptErrors = 4096;

    // Exit codes of processes that a signal ended: 128 and its number.
    private const int EndedByKill = 128 + 9;
    private const int EndedByProcessorTime = 128 + 24;

    private readonly Process _process;
    private readonly ParsingLimits _limits;
    private readonly StringBuilder _errors = new();
    private bool _limitsSent;

    private ReaderProcess(Process process, ParsingLimits limits) => (_process, _limits) = (process, limits);

    /// <summary>Files read so far.</summary>
    public int Files { get; private set; }

    /// <summary>Whether it can take another file.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <exception cref="RagQAException">Unavailable: it does not start.</exception>
    public static ReaderProcess Start(ReaderProgram program, ParsingLimits limits)
    {
        ProcessStartInfo start = new(program.FileName, program.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };

        // Nothing of the server's environment; the runtime gets its heap limit, and neither a diagnostic socket nor shared
        // memory files for its code, which it could not have anyway.
        start.Environment.Clear();
        start.Environment["DOTNET_GCHeapHardLimit"] = limits.MaxMemoryBytes.ToString("x", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        try
        {
            Process process = Process.Start(start) ?? throw Unavailable(null);
            ReaderProcess reader = new(process, limits);
            process.ErrorDataReceived += (_, line) => reader.KeepError(line.Data);
            process.BeginErrorReadLine();
            return reader;
        }
        catch (Win32Exception exception)
        {
            throw Unavailable(exception);
        }
    }

    /// <summary>Parses one file.</summary>
    /// <exception cref="RagQAException">The file cannot be parsed, or (Unavailable) the process cannot work at all.</exception>
    public async Task<ParseResult> ParseAsync(string fileName, byte[] content, CancellationToken cancellationToken)
    {
        Files++;
        byte[] extension = Encoding.UTF8.GetBytes(Path.GetExtension(fileName));

        // No known extension is longer, and the length must fit into a byte.
        extension = extension.Length <= 32 ? extension : [];
        byte[] name = [(byte)extension.Length, .. extension];
        (byte kind, byte[] body) = await AskAsync(ParseFrames.File, cancellationToken, name, content).ConfigureAwait(false);
        switch (kind)
        {
            case ParseFrames.Result:
                return Deserialize(body);
            case ParseFrames.Failure when body.Length > 1:
                throw new RagQAException((FailureKind)body[0], Encoding.UTF8.GetString(body.AsSpan(1)));
            case ParseFrames.OutOfMemory:
                IsUsable = false;
                throw TooMuchMemory();
            default:
                IsUsable = false;
                throw Broken();
        }
    }

    /// <summary>What the process can do although it must not; empty when it is confined as it should be.</summary>
    public async Task<string[]> ProbeAsync(CancellationToken cancellationToken)
    {
        (_, byte[] body) = await AskAsync(ParseFrames.Probe, cancellationToken).ConfigureAwait(false);
        return JsonSerializer.Deserialize(body, ParseJson.Default.StringArray) ?? [];
    }

    public void Dispose()
    {
        IsUsable = false;
        Kill();
        _process.Dispose();
    }

    private async Task<(byte Kind, byte[] Body)> AskAsync(byte kind, CancellationToken cancellationToken, params ReadOnlyMemory<byte>[] body)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_limits.MaxTime);
        try
        {
            await SendAsync(kind, body, limit.Token).ConfigureAwait(false);
            if (await ParseFrames.ReadAsync(_process.StandardOutput.BaseStream, _limits.MaxResultBytes, limit.Token).ConfigureAwait(false) is { } reply)
            {
                return reply;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            IsUsable = false;
            Kill();
            throw new RagQAException(FailureKind.TooLarge, $"Reading it took longer than {_limits.MaxTime.TotalSeconds:0} s; split it or save it in a simpler form.");
        }
        catch (InvalidDataException)
        {
            IsUsable = false;
            Kill();
            throw new RagQAException(FailureKind.TooLarge, $"What is in it takes more than {_limits.MaxResultBytes >> 20} MiB; split it into smaller files.");
        }
        catch (OperationCanceledException)
        {
            IsUsable = false;
            Kill();
            throw;
        }

        IsUsable = false;
        await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        throw WhyEnded();
    }

    // A pipe that broke shows as the end of the answers, which is where the cause is found.
    private async Task SendAsync(byte kind, ReadOnlyMemory<byte>[] body, CancellationToken cancellationToken)
    {
        Stream input = _process.StandardInput.BaseStream;
        try
        {
            if (!_limitsSent)
            {
                _limitsSent = true;
                byte[] json = JsonSerializer.SerializeToUtf8Bytes(_limits, ParseJson.Default.ParsingLimits);
                await ParseFrames.WriteAsync(input, ParseFrames.Limits, cancellationToken, json).ConfigureAwait(false);
            }

            await ParseFrames.WriteAsync(input, kind, cancellationToken, body).ConfigureAwait(false);
        }
        catch (IOException)
        {
            IsUsable = false;
        }
    }

    private ParseResult Deserialize(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ParseJson.Default.ParseResult) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            // A reader that was taken over could send anything; nothing of it is passed on.
            IsUsable = false;
            throw Broken();
        }
    }

    private RagQAException WhyEnded()
    {
        string errors;
        lock (_errors)
        {
            errors = _errors.ToString();
        }

        return (_process.ExitCode, errors) switch
        {
            (EndedByProcessorTime, _) => new RagQAException(
                FailureKind.TooLarge, $"Reading it took more than {_limits.MaxProcessorTime.TotalSeconds:0} s of processor time; split it or save it in a simpler form."),
            (EndedByKill, _) => TooMuchMemory(),
            (_, string text) when text.Contains("Out of memory", StringComparison.OrdinalIgnoreCase) || text.Contains("OutOfMemory", StringComparison.Ordinal) => TooMuchMemory(),
            (_, string text) when text.Contains("Stack overflow", StringComparison.OrdinalIgnoreCase) => new RagQAException(
                FailureKind.Unsupported, "It is nested too deeply, or in a circle; save it again in its own program."),
            (_, string text) when text.Contains(nameof(SystemCallFilter), StringComparison.Ordinal) || text.Contains(nameof(WorkerConfinement), StringComparison.Ordinal)
                || text.Contains("ragqa.dll", StringComparison.Ordinal) => Unavailable(null),
            _ => Broken(),
        };
    }

    private RagQAException TooMuchMemory() =>
        new(FailureKind.TooLarge, $"It needs more than {_limits.MaxMemoryBytes >> 20} MiB of memory to read; split it or save it in a simpler form.");

    private static RagQAException Broken() =>
        new(FailureKind.Unsupported, "Reading it ended its reader process: it is damaged or made to do harm. The server was not affected.");

    private static RagQAException Unavailable(Exception? inner) =>
        new(FailureKind.Unavailable, "The process that reads files does not start; 'ragqa doctor' says why.", inner);

    private void KeepError(string? line)
    {
        lock (_errors)
        {
            if (line is not null && _errors.Length < KeptErrors)
            {
                _errors.AppendLine(line);
            }
        }
    }

    private void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
    }
}
