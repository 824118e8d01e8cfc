namespace RagQA.Corpus;

/// <summary>
/// Parses files in reader processes, which are confined, used for many files and replaced after a failure, a limit or a number
/// of files. A file that crashes, hangs or bloats its reader costs that file only.
/// </summary>
public sealed class ChildProcessFileParser : IFileParser, IDisposable
{
    private readonly ReaderProgram _program;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _slots;
    private readonly ITimer _idleTimer;
    private readonly Lock _lock = new();
    private readonly Stack<(ReaderProcess Reader, long Since)> _idle = new();
    private bool _disposed;

    /// <summary>Starts no process yet.</summary>
    public ChildProcessFileParser(ReaderProgram program, ParsingLimits? limits = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        _program = program;
        _time = time ?? TimeProvider.System;
        Limits = limits ?? ParsingLimits.Default;
        _slots = new SemaphoreSlim(Limits.MaxProcesses);
        _idleTimer = _time.CreateTimer(_ => EndIdle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public ParsingLimits Limits { get; }

    /// <inheritdoc/>
    public async Task<ParseResult> ParseAsync(string fileName, byte[] content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(content);
        if (content.Length > Limits.MaxFileBytes)
        {
            throw FileText.TooLarge(Limits.MaxFileBytes);
        }

        return await WithReaderAsync(reader => reader.ParseAsync(fileName, content, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts a reader and names what it can do although it must not; empty when all is well.</summary>
    /// <exception cref="RagQAException">Unavailable: it does not start.</exception>
    public Task<string[]> ProbeAsync(CancellationToken cancellationToken = default) =>
        WithReaderAsync(reader => reader.ProbeAsync(cancellationToken), cancellationToken);

    /// <summary>Ends the reader processes.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            while (_idle.TryPop(out (ReaderProcess Reader, long Since) entry))
            {
                entry.Reader.Dispose();
            }
        }

        _idleTimer.Dispose();
    }

    private async Task<T> WithReaderAsync<T>(Func<ReaderProcess, Task<T>> use, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ReaderProcess reader = Take();
            try
            {
                return await use(reader).ConfigureAwait(false);
            }
            finally
            {
                GiveBack(reader);
            }
        }
        finally
        {
            _slots.Release();
        }
    }

    private ReaderProcess Take()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            while (_idle.TryPop(out (ReaderProcess Reader, long Since) entry))
            {
                if (entry.Reader.IsUsable)
                {
                    return entry.Reader;
                }

                entry.Reader.Dispose();
            }
        }

        return ReaderProcess.Start(_program, Limits);
    }

    private void GiveBack(ReaderProcess reader)
    {
        lock (_lock)
        {
            if (reader.IsUsable && reader.Files < Limits.FilesPerProcess && !_disposed)
            {
                _idle.Push((reader, _time.GetTimestamp()));
                _idleTimer.Change(Limits.IdleTime, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        reader.Dispose();
    }

    private void EndIdle()
    {
        lock (_lock)
        {
            (ReaderProcess Reader, long Since)[] entries = [.. _idle.Reverse()];
            _idle.Clear();
            foreach ((ReaderProcess reader, long since) in entries)
            {
                if (_time.GetElapsedTime(since) < Limits.IdleTime)
                {
                    _idle.Push((reader, since));
                }
                else
                {
                    reader.Dispose();
                }
            }

            if (_idle.Count > 0 && !_disposed)
            {
                _idleTimer.Change(Limits.IdleTime, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
