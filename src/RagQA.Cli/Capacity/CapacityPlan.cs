namespace RagQA.Cli.Capacity;

/// <summary>Silos, memory, disk and time for a service, each with what it is made of. Bytes and seconds.</summary>
internal sealed record CapacityPlan
{
    /// <summary>Share of a silo's memory that partitions may take: a silo that is lost has to find room on the others.</summary>
    public const double MemoryShare = 0.7;

    /// <summary>Share of the cores' time that questions may take: above it queues grow.</summary>
    public const double CoreShare = 0.6;

    /// <summary>As many partitions as a collection gets by itself.</summary>
    private const long LeastPartitions = 4;

    public required long Partitions { get; init; }

    public required double PassagesPerPartition { get; init; }

    /// <summary>Memory of one copy of all partitions: word lists and passages, 8-bit codes, graphs.</summary>
    public required double OwnBytes { get; init; }

    public required double CodeBytes { get; init; }

    public required double GraphBytes { get; init; }

    /// <summary>Index files of one copy.</summary>
    public required double IndexFileBytes { get; init; }

    /// <summary>The store, once for all silos.</summary>
    public required double StoreBytes { get; init; }

    /// <summary>Processor time of a question: encoding, reading and grains, and searching all partitions.</summary>
    public required double QuestionCpuSeconds { get; init; }

    public required double SearchCpuSeconds { get; init; }

    /// <summary>Processor time of ingesting everything.</summary>
    public required double IngestionCpuSeconds { get; init; }

    /// <summary>Time of one GPU that encodes everything; null where no GPU was measured.</summary>
    public required double? EncodingGpuSeconds { get; init; }

    /// <summary>Silos that the memory asks for, and those that the questions ask for.</summary>
    public required long SilosForMemory { get; init; }

    public required long SilosForQuestions { get; init; }

    public required long Silos { get; init; }

    public required double MemoryPerSilo { get; init; }

    public required double IndexFilesPerSilo { get; init; }

    /// <exception cref="RagQAException">A silo of this size cannot hold one partition (invalid).</exception>
    public static CapacityPlan Of(CapacityFigures figures, CapacityRequest request)
    {
        var dimension = request.Dimension ?? figures.Dimension;
        var partitions = request.Partitions ?? Math.Max(LeastPartitions, (long)Math.Ceiling(request.Passages / CapacityRequest.PassagesPerPartition));
        var size = request.Passages / partitions;

        // 1. Memory.
        var room = (request.SiloMemory * MemoryShare) - figures.SiloBytes;
        var memoryOfPartition = figures.MemoryBytes(size, dimension);
        if (memoryOfPartition > room)
        {
            throw new RagQAException(
                FailureKind.Invalid,
                $"A silo of {Quantity.Bytes(request.SiloMemory)} has {Quantity.Bytes(Math.Max(0, room))} for partitions, and one partition needs {Quantity.Bytes(memoryOfPartition)}: give a silo more memory (--silo-memory), or the passages more partitions (--partitions).");
        }

        var partitionsPerSilo = Math.Floor(room / memoryOfPartition);
        var silosForMemory = (long)Math.Ceiling(partitions * request.Replicas / partitionsPerSilo);

        // 2. Questions: each asks one copy of every partition.
        var search = partitions * figures.SearchSeconds(size);
        var question = figures.QuestionCpuSeconds + search;
        var silosForQuestions = (long)Math.Ceiling(request.QuestionsPerSecond * question / (request.SiloCores * CoreShare));

        // 3. Copies of a partition lie on different silos.
        var silos = Math.Max(request.Replicas, Math.Max(silosForMemory, silosForQuestions));
        var files = partitions * figures.DiskBytes(size, dimension);
        return new CapacityPlan
        {
            Partitions = partitions,
            PassagesPerPartition = size,
            OwnBytes = partitions * figures.OwnBytes(size),
            CodeBytes = CapacityFigures.CodeBytes(request.Passages, dimension),
            GraphBytes = partitions * figures.GraphBytes(size),
            IndexFileBytes = files,
            StoreBytes = request.Passages * (figures.StoreBytesPerPassage + ((dimension - figures.Dimension) * sizeof(float))),
            QuestionCpuSeconds = question,
            SearchCpuSeconds = search,
            IngestionCpuSeconds = request.Passages * figures.IngestionCpuSecondsPerPassage,
            EncodingGpuSeconds = request.Passages / (request.DevicePassagesPerSecond ?? figures.DevicePassagesPerSecond),
            SilosForMemory = silosForMemory,
            SilosForQuestions = silosForQuestions,
            Silos = silos,
            MemoryPerSilo = figures.SiloBytes + (partitions * memoryOfPartition * request.Replicas / silos),
            IndexFilesPerSilo = files * request.Replicas / silos,
        };
    }
}
