using System.Collections.Concurrent;

namespace RagQA.ClusterTests.Faults;

/// <summary>
/// What a client knows of the documents it changed: an acknowledged change holds, one that was under way when the server was killed
/// may hold or not. Each document has one writer at a time.
/// </summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, HashSet<string?>> _permitted = [];
    private readonly ConcurrentDictionary<string, ConcurrentBag<string>> _everWritten = [];

    public IEnumerable<string> Ids => _permitted.Keys;

    /// <summary>A change is about to be sent; null deletes.</summary>
    public void Begin(string id, string? text)
    {
        _permitted.GetOrAdd(id, _ => [null]).Add(text);
        if (text is not null)
        {
            _everWritten.GetOrAdd(id, _ => []).Add(text);
        }
    }

    /// <summary>The change was acknowledged, or is seen to be as it is.</summary>
    public void Settle(string id, string? text) => _permitted[id] = [text];

    public void Check(string id, string? stored)
    {
        Assert.Contains(stored, _permitted[id]);
        Settle(id, stored);
    }

    /// <summary>Whether a quotation stands in a text that was written under this id at some time.</summary>
    public bool IsQuoted(string id, int start, int end, string quote)
        => _everWritten.TryGetValue(id, out var texts) && texts.Any(t => end <= t.Length && t[start..end] == quote);
}
