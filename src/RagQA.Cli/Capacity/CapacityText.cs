using System.Globalization;

namespace RagQA.Cli.Capacity;

/// <summary>A plan in words, with what it rests on.</summary>
internal static class CapacityText
{
    public static void Write(CapacityPlan plan, CapacityFigures figures, CapacityRequest request, TextWriter output)
    {
        var invariant = CultureInfo.InvariantCulture;
        Row("silos", string.Create(invariant, $"{plan.Silos:#,0}   (memory asks for {plan.SilosForMemory:#,0}, questions for {plan.SilosForQuestions:#,0}, replicas for {request.Replicas})"));
        Row("partitions", string.Create(invariant, $"{plan.Partitions:#,0} of {plan.PassagesPerPartition:#,0} passages, {request.Replicas} copies of each"));
        Row("memory of a silo", $"{Quantity.Bytes(plan.MemoryPerSilo)} of {Quantity.Bytes(request.SiloMemory)}, {Quantity.Bytes(figures.SiloBytes)} of it without partitions");
        Row("memory of one copy", $"{Quantity.Bytes(plan.OwnBytes + plan.CodeBytes + plan.GraphBytes)} = word lists {Quantity.Bytes(plan.OwnBytes)} + codes {Quantity.Bytes(plan.CodeBytes)} + graphs {Quantity.Bytes(plan.GraphBytes)}");
        Row("disk of a silo", $"{Quantity.Bytes(plan.IndexFilesPerSilo)} of index files");
        Row("disk of the store", $"{Quantity.Bytes(plan.StoreBytes)}, once");
        Row("a question", $"{Quantity.Seconds(plan.QuestionCpuSeconds)} of processor time, {Quantity.Seconds(plan.SearchCpuSeconds)} of it searching");
        Row("ingestion", $"{Quantity.Seconds(plan.IngestionCpuSeconds)} of one core");
        Row("encoding on a GPU", plan.EncodingGpuSeconds is { } gpu
            ? $"{Quantity.Seconds(gpu)} of one GPU"
            : "not known: no GPU was measured; run 'ragqa capacity measure' on a silo with one, or give --gpu-passages-per-second");
        output.WriteLine(string.Create(
            invariant,
            $"""

            Measured {figures.Measured:yyyy-MM-dd} with build {figures.Build} on {figures.Processor}, {figures.Index[^1].Passages:#,0} passages of {figures.Dimension} numbers at most; beyond that along a straight line.
            Assumed: questions ask all partitions and one copy of each; partitions take at most {CapacityPlan.MemoryShare:0%} of a silo's memory and questions {CapacityPlan.CoreShare:0%} of its cores;
            a core is one of that processor; whole embeddings are read from disk or page cache; passages of about 90 words; the store's own indexes and copies (PostgreSQL) come on top.
            """));

        void Row(string name, string value) => output.WriteLine($"{name,-20} {value}");
    }
}
