using System.Runtime.InteropServices;

namespace RagQA.Index;

/// <summary>The rows of a partition: which passage and document each is, and whether it is live.</summary>
internal sealed class PartitionPassages
{
    private readonly List<PartitionDocument> _documents = [];
    private readonly Dictionary<string, int> _latest = [];
    private readonly List<long> _ids = [];
    private readonly List<int> _documentOf = [];
    private readonly Dictionary<long, int> _rowOf = [];
    private PassageFilter _live = new(0);
    private int _restricted;

    public int Rows => _ids.Count;

    public int Count => _rowOf.Count;

    /// <summary>Bytes held, about.</summary>
    public long MemoryBytes => (Rows * 13L) + (Count * 28L) + (_documents.Count * 400L);

    private static ReadOnlySpan<byte> Magic => "RQPASSG2"u8;

    public long IdAt(int row) => _ids[row];

    public bool IsLive(int row) => _live.Allows(row);

    public bool Contains(long id) => _rowOf.ContainsKey(id);

    public PartitionDocument DocumentAt(int row) => _documents[_documentOf[row]];

    /// <summary>Live rows in rising order.</summary>
    public int[] LiveRows()
    {
        var rows = new List<int>(Count);
        foreach (var row in _live.Rows)
        {
            rows.Add(row);
        }

        return [.. rows];
    }

    /// <summary>Adds rows; an id that is live already moves to its new row.</summary>
    public void Add(IReadOnlyList<(long Id, PartitionDocument Document)> passages)
    {
        _live = new PassageFilter(_live, Rows + passages.Count);
        foreach (var (id, document) in passages)
        {
            Remove(id);
            _rowOf.Add(id, Rows);
            _live.Allow(Rows);
            _restricted += document.IsOpen ? 0 : 1;
            _ids.Add(id);
            _documentOf.Add(NumberOf(document));
        }
    }

    public void Remove(long id)
    {
        if (_rowOf.Remove(id, out var row))
        {
            _live.Forbid(row);
            _restricted -= DocumentAt(row).IsOpen ? 0 : 1;
        }
    }

    /// <summary>Live rows in scope; null when every row of an index with <paramref name="rows"/> rows is.</summary>
    public PassageFilter? InScope(PassageScope scope, int rows)
    {
        var rule = new ScopeRule(scope);
        if (_restricted == 0 && rule.TakesEveryOpenDocument)
        {
            return Count == Rows && rows == Rows ? null : _live;
        }

        var allowed = new bool[_documents.Count];
        for (var document = 0; document < allowed.Length; document++)
        {
            allowed[document] = rule.Allows(_documents[document]);
        }

        return _live.Where(CollectionsMarshal.AsSpan(_documentOf), allowed);
    }

    public void Save(string path) => SealedFile.Write(path, Magic, writer =>
    {
        writer.Write(_documents.Count);
        writer.Write(Rows);
        foreach (var document in _documents)
        {
            WriteDocument(writer, document);
        }

        for (var row = 0; row < Rows; row++)
        {
            writer.Write(_ids[row]);
            writer.Write(_documentOf[row]);
            writer.Write(_live.Allows(row));
        }
    });

    public static PartitionPassages Load(string path) => SealedFile.Read(path, Magic, (reader, payloadBytes) => Read(reader, payloadBytes));

    private static PartitionPassages Read(BinaryReader reader, long payloadBytes)
    {
        var documents = reader.ReadInt32();
        var rows = reader.ReadInt32();
        if (documents < 0 || rows < 0 || rows > payloadBytes)
        {
            throw new FormatException("The counts do not fit the file.");
        }

        var passages = new PartitionPassages { _live = new PassageFilter(rows) };
        for (var i = 0; i < documents; i++)
        {
            var document = ReadDocument(reader);
            passages._latest[document.Id] = i;
            passages._documents.Add(document);
        }

        for (var row = 0; row < rows; row++)
        {
            passages._ids.Add(reader.ReadInt64());
            passages._documentOf.Add(reader.ReadInt32());
            var open = passages.DocumentAt(row).IsOpen;
            if (reader.ReadBoolean())
            {
                passages._rowOf.Add(passages._ids[row], row);
                passages._live.Allow(row);
                passages._restricted += open ? 0 : 1;
            }
        }

        return passages;
    }

    private static void WriteDocument(BinaryWriter writer, PartitionDocument document)
    {
        writer.Write(document.Id);
        WriteOptional(writer, document.Subject);
        WriteOptional(writer, document.DocumentType);
        writer.Write(document.Date?.DayNumber ?? -1);
        WriteOptional(writer, document.Source);
        WriteOptional(writer, document.StudyType);
        WriteOptional(writer, document.Language);
        writer.Write(document.TrustTier ?? -1);
        writer.Write(document.Retracted);
        writer.Write(document.Superseded);
        WriteAll(writer, document.AccessLabels);
        WriteAll(writer, document.Authors);
    }

    // Initialisers run in the order in which they are written, which is that of the file.
    private static PartitionDocument ReadDocument(BinaryReader reader) => new()
    {
        Id = reader.ReadString(),
        Subject = ReadOptional(reader),
        DocumentType = ReadOptional(reader),
        Date = ReadNumber(reader) is { } day ? DateOnly.FromDayNumber(day) : null,
        Source = ReadOptional(reader),
        StudyType = ReadOptional(reader),
        Language = ReadOptional(reader),
        TrustTier = ReadNumber(reader),
        Retracted = reader.ReadBoolean(),
        Superseded = reader.ReadBoolean(),
        AccessLabels = ReadAll(reader),
        Authors = ReadAll(reader),
    };

    private static void WriteAll(BinaryWriter writer, string[] values)
    {
        writer.Write(values.Length);
        foreach (var value in values)
        {
            writer.Write(value);
        }
    }

    private static string[] ReadAll(BinaryReader reader)
    {
        var values = new List<string>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            values.Add(reader.ReadString());
        }

        return [.. values];
    }

    private static void WriteOptional(BinaryWriter writer, string? value)
    {
        writer.Write(value is not null);
        if (value is not null)
        {
            writer.Write(value);
        }
    }

    private static int? ReadNumber(BinaryReader reader)
    {
        var number = reader.ReadInt32();
        return number < 0 ? null : number;
    }

    private static string? ReadOptional(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;

    private int NumberOf(PartitionDocument document)
    {
        if (_latest.TryGetValue(document.Id, out var number) && _documents[number].Matches(document))
        {
            return number;
        }

        _documents.Add(document);
        return _latest[document.Id] = _documents.Count - 1;
    }
}
