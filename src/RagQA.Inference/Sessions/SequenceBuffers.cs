using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace RagQA.Inference;

/// <summary>Memory for the inputs and outputs of one sequence; a session keeps as many as run at once.</summary>
internal sealed class SequenceBuffers
{
    private readonly TensorSlot<long> _ids;
    private readonly TensorSlot<long> _types;
    private readonly TensorSlot<long> _mask;
    private readonly TensorSlot<float>[] _outputs;

    public SequenceBuffers(ModelManifest manifest)
    {
        int most = manifest.Architecture.MaxTokens;
        _ids = TensorSlot<long>.PerToken(most, TensorElementType.Int64);
        _types = TensorSlot<long>.PerToken(most, TensorElementType.Int64);
        _mask = TensorSlot<long>.PerToken(most, TensorElementType.Int64);

        // One sequence per call has no padding.
        Array.Fill(_mask.Values, 1);
        _outputs = manifest.Role == ModelRole.Encoder
            ? [TensorSlot<float>.PerSequence(manifest.Dimension, TensorElementType.Float)]
            : [
                TensorSlot<float>.PerToken(most, TensorElementType.Float),
                TensorSlot<float>.PerToken(most, TensorElementType.Float),
                TensorSlot<float>.PerSequence(0, TensorElementType.Float),
            ];
    }

    /// <summary>Inputs of a graph of a role, in the order of <see cref="Inputs"/>.</summary>
    public static string[] InputNames(ModelRole role) =>
        role == ModelRole.Encoder ? ["input_ids", "attention_mask"] : ["input_ids", "attention_mask", "token_type_ids"];

    /// <summary>Outputs of a graph of a role, in the order of <see cref="Output"/>.</summary>
    public static string[] OutputNames(ModelRole role) =>
        role == ModelRole.Encoder ? ["embedding"] : ["start_logits", "end_logits", "relevance_logits"];

    /// <summary>What the last run wrote.</summary>
    public ReadOnlySpan<float> Output(int index) => _outputs[index].Values;

    /// <summary>Writes a sequence.</summary>
    /// <param name="tokens">Ids with special tokens.</param>
    /// <param name="firstPassageToken">Where token type 1 begins; the length where there is no passage.</param>
    public void Set(ReadOnlySpan<int> tokens, int firstPassageToken)
    {
        for (int i = 0; i < tokens.Length; i++)
        {
            _ids.Values[i] = tokens[i];
        }

        _types.Values.AsSpan(0, firstPassageToken).Clear();
        _types.Values.AsSpan(firstPassageToken, tokens.Length - firstPassageToken).Fill(1);
    }

    public OrtValue[] Inputs(ModelRole role, int tokens) => role == ModelRole.Encoder
        ? [_ids.View(tokens), _mask.View(tokens)]
        : [_ids.View(tokens), _mask.View(tokens), _types.View(tokens)];

    public OrtValue[] Outputs(int tokens) => Array.ConvertAll(_outputs, output => output.View(tokens));
}
