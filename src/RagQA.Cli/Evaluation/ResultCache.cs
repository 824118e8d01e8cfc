using System.Text.Json;
using RagQA.Server.Api;

namespace RagQA.Cli.Evaluation;

/// <summary>Results by key in a JSON Lines file, written as they come, so that an interrupted run goes on.</summary>
internal sealed class ResultCache<T> : IDisposable
    where T : notnull
{
    private readonly Func<T, string> _key;
    private readonly Dictionary<string, T> _known = new(StringComparer.Ordinal);
    private readonly StreamWriter _output;
    private readonly Lock _gate = new();

    private ResultCache(string path, Func<T, string> key)
    {
        _key = key;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // Two runs at once must not write into each other's lines; the second one is refused.
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            Read(file);
            if (EndsInsideALine(file))
            {
                file.WriteByte((byte)'\n');
            }

            _output = new StreamWriter(file) { AutoFlush = true };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens the file of this build below a folder, or makes it; results of other builds are read, never added to, where they may be used.</summary>
    /// <param name="folder">Folder of one data set.</param>
    /// <param name="name">Everything but code that results depend on.</param>
    /// <param name="code">Hash of the code.</param>
    /// <param name="use">Whose results count.</param>
    /// <param name="key">Key of a result.</param>
    public static ResultCache<T> Open(string folder, string name, string code, CacheUse use, Func<T, string> key)
    {
        var path = Path.Combine(folder, $"{name}-{code}.jsonl");
        var cache = new ResultCache<T>(path, key);
        var others = use == CacheUse.AnyBuild
            ? Directory.EnumerateFiles(folder, $"{name}-*.jsonl").Where(f => f != path).OrderByDescending(File.GetLastWriteTimeUtc)
            : Enumerable.Empty<string>();
        foreach (var other in others)
        {
            using var file = new FileStream(other, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            cache.Read(file);
        }

        return cache;
    }

    public bool Contains(string key)
    {
        lock (_gate)
        {
            return _known.ContainsKey(key);
        }
    }

    public T this[string key]
    {
        get
        {
            lock (_gate)
            {
                return _known[key];
            }
        }
    }

    public void Add(T result)
    {
        var line = JsonSerializer.Serialize(result, ApiJson.Options);
        lock (_gate)
        {
            _known[_key(result)] = result;
            _output.WriteLine(line);
        }
    }

    public void Dispose() => _output.Dispose();

    /// <summary>Takes what is not known yet: this build's results come first, then the newest.</summary>
    private void Read(FileStream file)
    {
        using var reader = new StreamReader(file, leaveOpen: true);
        while (reader.ReadLine() is { } line)
        {
            if (Parse(line) is { } result)
            {
                _known.TryAdd(_key(result), result);
            }
        }
    }

    /// <summary>Null for a line that a killed run left unfinished; its question is asked again.</summary>
    private static T? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, ApiJson.Options);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static bool EndsInsideALine(FileStream file)
    {
        if (file.Length == 0)
        {
            return false;
        }

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }
}
