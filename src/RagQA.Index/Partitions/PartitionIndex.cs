namespace RagQA.Index;

/// <summary>
/// One partition: dense index, lexical index and what filters need to know of each passage. Thread-safe: any number of searches run while
/// one <see cref="Apply"/> or <see cref="Save"/> runs, and a search sees all of an Apply or nothing.
/// </summary>
public sealed class PartitionIndex : IDisposable
{
    // Rows linked into a graph in one go while searches wait: a few milliseconds.
    private const int RowsPerPause = 8;

    private readonly PartitionIndexOptions _options;
    private readonly Lock _writing = new();
    private readonly ReaderWriterLockSlim _parts = new(LockRecursionPolicy.NoRecursion);
    private PartitionParts _current;
    private long _revision;
    private bool _disposed;

    /// <summary>Makes an empty partition.</summary>
    /// <param name="dimension">Numbers per embedding, above 0.</param>
    /// <param name="encoderHash">Hash of the encoder whose embeddings go in.</param>
    /// <param name="generation">Generation that the partition belongs to.</param>
    /// <param name="options">How it indexes; null for the defaults.</param>
    /// <exception cref="NativeIndexUnavailableException">The kind needs the native library, which cannot be loaded.</exception>
    public PartitionIndex(int dimension, string encoderHash, int generation = 1, PartitionIndexOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(encoderHash);
        _options = options ?? new PartitionIndexOptions();
        EncoderHash = encoderHash;
        Generation = generation;
        Dimension = dimension;
        _current = NewParts();
    }

    private PartitionIndex(PartitionManifest manifest, PartitionParts parts, PartitionIndexOptions options)
    {
        _options = options;
        _current = parts;
        _revision = manifest.Revision;
        EncoderHash = manifest.EncoderHash;
        Generation = manifest.Generation;
        Dimension = manifest.Dimension;
    }

    /// <summary>Numbers per embedding.</summary>
    public int Dimension { get; }

    /// <summary>Hash of the encoder whose embeddings are in.</summary>
    public string EncoderHash { get; }

    /// <summary>Generation that the partition belongs to.</summary>
    public int Generation { get; }

    /// <summary>Kind of dense index in words: faiss-hnsw, faiss-flat or flat.</summary>
    public string DenseIndex => DenseIndexes.NameOf(_options.DenseKind);

    /// <summary>Revision of the collection that has been applied.</summary>
    public long Revision => Reading(_ => _revision);

    /// <summary>Live passages.</summary>
    public int Count => Reading(parts => parts.Passages.Count);

    /// <summary>Share of rows whose passages were removed or replaced, 0 to 1.</summary>
    public double DeadShare => Reading(parts => parts.Passages.Rows == 0 ? 0 : 1 - ((double)parts.Passages.Count / parts.Passages.Rows));

    /// <summary>Bytes held by the indexes, about.</summary>
    public long MemoryBytes => Reading(parts => parts.Dense.MemoryBytes + parts.Lexical.MemoryBytes);

    /// <summary>Loads a partition that <see cref="Save"/> wrote. Everything is checked before native code reads a byte.</summary>
    /// <param name="directory">Where it was saved.</param>
    /// <param name="expectedEncoderHash">The encoder that is in use.</param>
    /// <param name="options">How it indexes; null for the defaults.</param>
    /// <exception cref="IndexFileException">Something is missing, altered, of another format, encoder or dense kind: rebuild from the store.</exception>
    /// <exception cref="NativeIndexUnavailableException">The native library cannot be loaded.</exception>
    public static PartitionIndex Load(string directory, string expectedEncoderHash, PartitionIndexOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(directory);
        options ??= new PartitionIndexOptions();
        var (manifest, parts) = PartitionFiles.Load(directory, expectedEncoderHash, options);
        return new PartitionIndex(manifest, parts, options);
    }

    /// <summary>Takes a step of the change log: removes, then adds. Rebuilds the partition when too many rows are dead.</summary>
    /// <param name="added">Passages to add; one that is there already is replaced.</param>
    /// <param name="removed">Ids to remove; one that is not there is passed over.</param>
    /// <param name="revision">Revision after the step, not below <see cref="Revision"/>.</param>
    /// <exception cref="ArgumentException">An id comes twice, an embedding has another dimension or a number that is not finite, or the revision goes back; nothing has changed.</exception>
    public void Apply(IReadOnlyList<PartitionEntry> added, IReadOnlyList<long> removed, long revision)
    {
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(removed);
        var batch = PartitionBatch.Of(added, removed, Dimension);
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            ArgumentOutOfRangeException.ThrowIfLessThan(revision, _revision);
            if (batch.DeadShareAfter(_current.Passages) > _options.CompactAbove || _current.Dense.Count != _current.Passages.Rows)
            {
                Replace(batch.Rebuild(_current, NewParts().Dense), revision);
            }
            else
            {
                Extend(batch, revision);
            }
        }
    }

    /// <summary>Rebuilds the partition without dead rows, whatever their share.</summary>
    public void Compact()
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            Replace(PartitionBatch.Of([], [], Dimension).Rebuild(_current, NewParts().Dense), _revision);
        }
    }

    /// <summary>Counts of live passages for some terms.</summary>
    public LexicalStatistics Statistics(ulong[] terms) => Reading(parts => parts.Lexical.Statistics(terms) with { Revision = _revision });

    /// <summary>The best passages in scope by each retriever that the query has something for.</summary>
    /// <exception cref="ArgumentException">The embedding has another dimension, or terms and weights do not pair up.</exception>
    public PartitionHits Search(PartitionQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(query.Top);
        return Reading(parts => parts.Search(query, _revision));
    }

    /// <summary>Compares saved files with their manifest and its encoder without loading them.</summary>
    /// <returns>The manifest.</returns>
    /// <exception cref="IndexFileException">Something is missing, altered, of another format or encoder.</exception>
    public static PartitionManifest CheckFiles(string directory, string expectedEncoderHash)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return PartitionFiles.Check(directory, expectedEncoderHash);
    }

    /// <summary>For the id of every live passage a hash of what the partition holds of it; see <see cref="PartitionEntry.Fingerprint"/>. Searches go on meanwhile.</summary>
    public IReadOnlyDictionary<long, UInt128> Fingerprints()
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _current.Fingerprints();
        }
    }

    /// <summary>Writes the partition to a directory: each file under a temporary name, flushed and renamed, the manifest last. Searches go on meanwhile.</summary>
    public PartitionManifest Save(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_current.Dense.Count != _current.Passages.Rows)
            {
                Replace(PartitionBatch.Of([], [], Dimension).Rebuild(_current, NewParts().Dense), _revision);
            }

            return PartitionFiles.Save(directory, _current, new PartitionManifest
            {
                FormatVersion = PartitionManifest.CurrentFormatVersion,
                EncoderHash = EncoderHash,
                Generation = Generation,
                Revision = _revision,
                Count = _current.Passages.Count,
                Rows = _current.Passages.Rows,
                Dimension = Dimension,
                DenseKind = _options.DenseKind,
                Files = [],
                Checksum = "",
            });
        }
    }

    /// <summary>Frees the indexes, after the searches that run. Searches that come later fail.</summary>
    public void Dispose()
    {
        lock (_writing)
        {
            Writing(() =>
            {
                _disposed = true;
                _current.Dispose();
            });
        }
    }

    private PartitionParts NewParts() => new(DenseIndexes.Create(_options.DenseKind, Dimension, _options.Faiss), new LexicalIndex(), new PartitionPassages());

    // Only a holder of _writing changes anything, so the parts may be read here without the other lock.
    private void Extend(PartitionBatch batch, long revision)
    {
        var first = _current.Passages.Rows;
        var step = first == 0 ? PartitionBatch.BulkRows : RowsPerPause;
        for (var at = 0; at < batch.Count; at += step)
        {
            var (from, to) = (at, Math.Min(at + step, batch.Count));
            Writing(() => batch.AddVectors(_current.Dense, first, from, to));
        }

        // Until here the new rows were hidden: the passages did not know them. Now they come and the old ones go, at once.
        Writing(() =>
        {
            batch.ApplyTo(_current.Lexical, _current.Passages);
            _revision = revision;
        });
    }

    private void Replace(PartitionParts next, long revision)
    {
        var old = _current;
        Writing(() =>
        {
            _current = next;
            _revision = revision;
        });
        old.Dispose();
    }

    private T Reading<T>(Func<PartitionParts, T> read)
    {
        _parts.EnterReadLock();
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return read(_current);
        }
        finally
        {
            _parts.ExitReadLock();
        }
    }

    private void Writing(Action write)
    {
        _parts.EnterWriteLock();
        try
        {
            write();
        }
        finally
        {
            _parts.ExitWriteLock();
        }
    }
}
