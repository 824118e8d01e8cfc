using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;
using RagQA.Corpus;
using RagQA.Inference;

namespace RagQA.Cli.Benchmarks;

/// <summary>
/// The reader's graph in a plain ONNX Runtime session, given the token sequences that the product's reader makes of the same
/// passages: what the model itself costs, without text hygiene, tokenizing, span search, queues and grains.
/// </summary>
internal sealed class BareReader : IDisposable
{
    private static readonly string[] Inputs = ["input_ids", "attention_mask", "token_type_ids"];
    private static readonly string[] Outputs = ["start_logits", "end_logits", "relevance_logits"];

    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly InferenceModels _models;

    public BareReader(InferenceModels models)
    {
        _models = models;
        using var options = new Microsoft.ML.OnnxRuntime.SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            EnableMemoryPattern = false,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        _session = new InferenceSession(Path.Combine(Locations.Models, models.ReaderManifest.Name, "model.onnx"), options);
    }

    /// <summary>Token sequences of a passage's windows, and where the passage begins in each.</summary>
    public IEnumerable<(long[] Tokens, int Before)> Prepare(string question, string passage)
    {
        var head = _models.Reader.PrepareQuestion(ReadingText.From(question).Text);
        var ids = _models.Tokenizer.Encode(ReadingText.From(passage).Text).Ids;
        var vocabulary = _models.Tokenizer.Vocabulary;
        var before = head.Length + 2;
        var room = _models.ReaderManifest.RecommendedMaxTokens - before - 1;
        for (var offset = 0; offset < ids.Length; offset += room - _models.ReaderManifest.Stride)
        {
            var window = ids.Skip(offset).Take(room);
            yield return ([.. ((int[])[vocabulary.Classifier, .. head, vocabulary.Separator, .. window, vocabulary.Separator]).Select(id => (long)id)], before);
            if (offset + room >= ids.Length)
            {
                yield break;
            }
        }
    }

    /// <summary>Runs all sequences, as many at once as the product has threads.</summary>
    public void Run(IEnumerable<(long[] Tokens, int Before)> sequences)
        => Parallel.ForEach(
            Partitioner.Create(sequences, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = _models.Pool.Threads },
            RunOne);

    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }

    private void RunOne((long[] Tokens, int Before) sequence)
    {
        long[] shape = [1, sequence.Tokens.Length];
        using var ids = OrtValue.CreateTensorValueFromMemory(sequence.Tokens, shape);
        using var mask = OrtValue.CreateTensorValueFromMemory([.. Enumerable.Repeat(1L, sequence.Tokens.Length)], shape);
        using var types = OrtValue.CreateTensorValueFromMemory([.. sequence.Tokens.Select((_, i) => i < sequence.Before ? 0L : 1L)], shape);
        using var outputs = _session.Run(_run, Inputs, [ids, mask, types], Outputs);
    }
}
