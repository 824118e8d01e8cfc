namespace RagQA.Inference;

/// <summary>
/// The graph of a BERT encoder or span reader (Devlin et al. 2019) in half precision, made of ONNX Runtime's fused operators, which its
/// CUDA provider has. Pooling and the heads compute in single precision: sums over hundreds of tokens would lose digits.
/// </summary>
internal sealed class BertGraph
{
    private const float Epsilon = 1e-12f;

    private readonly OnnxGraph _graph = new();
    private readonly SafetensorsFile _weights;
    private readonly ModelManifest _manifest;
    private readonly string _prefix;
    private readonly int _vocabulary;
    private readonly int _hidden;

    private BertGraph(SafetensorsFile weights, ModelManifest manifest, int vocabulary)
    {
        _weights = weights;
        _manifest = manifest;
        _vocabulary = vocabulary;
        _hidden = manifest.Architecture.Hidden;

        // A reader is a BERT with heads, so its BERT has a name of its own.
        _prefix = weights.Has("bert.embeddings.word_embeddings.weight") ? "bert." : "";
    }

    /// <summary>Builds the graph.</summary>
    /// <param name="weights">The weights, named as in a BERT state dictionary; a reader's with <c>span.*</c> and <c>rel.*</c>.</param>
    /// <param name="manifest">Role and size of the model.</param>
    /// <param name="vocabulary">Entries of its vocabulary.</param>
    /// <returns>Bytes of the graph's file.</returns>
    /// <exception cref="RagQAException">The weights are not those of such a model (<see cref="FailureKind.Invalid"/>).</exception>
    public static byte[] Build(SafetensorsFile weights, ModelManifest manifest, int vocabulary)
    {
        var bert = new BertGraph(weights, manifest, vocabulary);
        string ids = bert._graph.Input("input_ids", OnnxType.Int64, "batch", "tokens");
        string mask = bert._graph.Input("attention_mask", OnnxType.Int64, "batch", "tokens");
        string states = bert.Embeddings(ids);
        string keys = bert.Cast(mask, OnnxType.Int32);
        for (int layer = 0; layer < manifest.Architecture.Layers; layer++)
        {
            states = bert.Layer(layer, states, keys);
        }

        bert.RefuseFurtherLayer(manifest.Architecture.Layers);
        states = bert.Cast(states, OnnxType.Float);
        if (manifest.Role == ModelRole.Encoder)
        {
            bert.Pooling(states, mask);
        }
        else
        {
            bert.Heads(states);
        }

        return bert._graph.ToModel(manifest.Name);
    }

    private string Embeddings(string ids)
    {
        const string Name = "embeddings.";
        string words = _graph.Node("Gather", [Weights("words", Name + "word_embeddings.weight", _vocabulary, _hidden), ids]);
        string length = _graph.Node("Gather", [_graph.Node("Shape", [ids]), _graph.Constant("second", 1L)]);
        string positions = _graph.Node("Slice", [
            Weights("positions", Name + "position_embeddings.weight", _manifest.Architecture.MaxTokens, _hidden),
            _graph.Constant("from", 0L), length, _graph.Constant("rows", 0L)]);
        string sum = _graph.Node("Add", [_graph.Node("Add", [words, positions]), Types(Name + "token_type_embeddings.weight")]);
        return _graph.Node(
            "LayerNormalization",
            [sum, Weights("norm", Name + "LayerNorm.weight", _hidden), Weights("norm.bias", Name + "LayerNorm.bias", _hidden)],
            [("axis", -1), ("epsilon", Epsilon)]);
    }

    /// <summary>An encoder has one text, so each of its tokens has type 0.</summary>
    private string Types(string name)
    {
        Half[] types = _weights.Read(_prefix + name, 2, _hidden);
        return _manifest.Role == ModelRole.Encoder
            ? _graph.Constant("types", types.AsSpan(0, _hidden), _hidden)
            : _graph.Node("Gather", [_graph.Constant("types", types, 2, _hidden), _graph.Input("token_type_ids", OnnxType.Int64, "batch", "tokens")]);
    }

    private string Layer(int layer, string states, string mask)
    {
        string name = $"encoder.layer.{layer}.";
        int wide = _weights.ShapeOf($"{_prefix}{name}intermediate.dense.weight") is [var outputs, _] ? outputs : 0;
        string[] parts = ["query", "key", "value"];
        Half[] bias = [.. parts.SelectMany(part => _weights.Read($"{_prefix}{name}attention.self.{part}.bias", _hidden))];
        string attention = _graph.Node(
            "MultiHeadAttention",
            [
                .. parts.Select(part => Product(states, $"{name}attention.self.{part}.weight", _hidden, _hidden)),
                _graph.Constant($"{layer}.attention.bias", bias, 3 * _hidden),
                mask,
            ],
            [("num_heads", _manifest.Architecture.Heads)],
            domain: OnnxGraph.Microsoft);
        states = AddAndNormalize(name + "attention.output.", Product(attention, name + "attention.output.dense.weight", _hidden, _hidden), states);
        string inner = _graph.Node(
            "BiasGelu",
            [Product(states, name + "intermediate.dense.weight", wide, _hidden), Weights(name + "bias", name + "intermediate.dense.bias", wide)],
            domain: OnnxGraph.Microsoft);
        return AddAndNormalize(name + "output.", Product(inner, name + "output.dense.weight", _hidden, wide), states);
    }

    private void RefuseFurtherLayer(int layers)
    {
        if (_weights.Has($"{_prefix}encoder.layer.{layers}.output.dense.weight"))
        {
            throw new RagQAException(FailureKind.Invalid, $"The weights have more than the {layers} layers of '{_manifest.Name}': take the weights of this model.");
        }
    }

    private void Pooling(string states, string mask)
    {
        string kept = _graph.Node("Unsqueeze", [Cast(mask, OnnxType.Float), _graph.Constant("last", -1L)]);
        string sum = _graph.Node("ReduceSum", [_graph.Node("Mul", [states, kept]), _graph.Constant("tokens", 1L)], [("keepdims", 0)]);
        string norm = _graph.Node("ReduceL2", [sum, "last"], [("keepdims", 1)]);
        _graph.Node("Div", [sum, norm], output: "embedding");
        _graph.Output("embedding", OnnxType.Float, "batch", $"{_hidden}");
    }

    private void Heads(string states)
    {
        string last = _graph.Constant("last", -1L);
        _graph.Nodes("Split", [Head(states, "span", 2)], ["start", "end"], [("axis", -1), ("num_outputs", 2)]);
        foreach (string side in (string[])["start", "end"])
        {
            _graph.Node("Squeeze", [side, last], output: side + "_logits");
            _graph.Output(side + "_logits", OnnxType.Float, "batch", "tokens");
        }

        string first = _graph.Node("Gather", [states, _graph.Constant("classifier", 0L)], [("axis", 1)]);
        string relevance = Head(_graph.Node("Squeeze", [first, _graph.Constant("token", 1L)]), "rel", 1);
        _graph.Node("Squeeze", [relevance, last], output: "relevance_logits");
        _graph.Output("relevance_logits", OnnxType.Float, "batch");
    }

    private string Head(string states, string name, int width)
    {
        float[] weight = [.. Transposed(_weights.Read(name + ".weight", width, _hidden), width, _hidden).Select(h => (float)h)];
        float[] bias = [.. _weights.Read(name + ".bias", width).Select(h => (float)h)];
        string product = _graph.Node("MatMul", [states, _graph.Constant(name + ".weight", weight, _hidden, width)]);
        return _graph.Node("Add", [product, _graph.Constant(name + ".bias", bias, width)]);
    }

    private string AddAndNormalize(string name, string branch, string states) => _graph.Node(
        "SkipLayerNormalization",
        [
            branch, states,
            Weights(name + "norm", name + "LayerNorm.weight", _hidden), Weights(name + "norm.bias", name + "LayerNorm.bias", _hidden),
            Weights(name + "bias", name + "dense.bias", _hidden),
        ],
        [("epsilon", Epsilon)],
        domain: OnnxGraph.Microsoft);

    /// <summary>A linear layer's weights lie as [outputs, inputs], ONNX multiplies by [inputs, outputs].</summary>
    private string Product(string states, string name, int outputs, int inputs)
    {
        Half[] weight = Transposed(_weights.Read(_prefix + name, outputs, inputs), outputs, inputs);
        return _graph.Node("MatMul", [states, _graph.Constant(name, weight, inputs, outputs)]);
    }

    private string Weights(string constant, string name, params ReadOnlySpan<int> shape)
        => _graph.Constant(constant, _weights.Read(_prefix + name, shape), shape);

    private string Cast(string value, OnnxType type) => _graph.Node("Cast", [value], [("to", (int)type)]);

    private static Half[] Transposed(Half[] matrix, int rows, int columns)
    {
        var result = new Half[matrix.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                result[(column * rows) + row] = matrix[(row * columns) + column];
            }
        }

        return result;
    }
}
