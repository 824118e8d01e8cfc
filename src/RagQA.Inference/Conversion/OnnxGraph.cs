using System.Runtime.InteropServices;
using Google.Protobuf;

namespace RagQA.Inference;

/// <summary>
/// A graph under construction, and its bytes as ONNX defines them (onnx.proto of ONNX IR version 9, whose field numbers stand below).
/// Constants and results are known by name.
/// </summary>
internal sealed class OnnxGraph
{
    /// <summary>Operators of ONNX Runtime itself, for instance fused attention.</summary>
    public const string Microsoft = "com.microsoft";

    private const int IrVersion = 9;
    private const int OperatorSet = 18;

    private readonly List<ByteString> _nodes = [];
    private readonly List<ByteString> _constants = [];
    private readonly List<ByteString> _inputs = [];
    private readonly List<ByteString> _outputs = [];

    /// <summary>An input of the graph.</summary>
    /// <param name="name">Its name, returned.</param>
    /// <param name="type">Type of its numbers.</param>
    /// <param name="shape">A name for each dimension that may vary, a number for each that may not.</param>
    public string Input(string name, OnnxType type, params ReadOnlySpan<string> shape)
    {
        _inputs.Add(Value(name, type, shape));
        return name;
    }

    /// <summary>A result that the graph gives; shape as for <see cref="Input"/>.</summary>
    public void Output(string name, OnnxType type, params ReadOnlySpan<string> shape) => _outputs.Add(Value(name, type, shape));

    /// <summary>A constant of half precision.</summary>
    public string Constant(string name, ReadOnlySpan<Half> numbers, params ReadOnlySpan<int> shape)
        => Constant(name, OnnxType.Float16, MemoryMarshal.AsBytes(numbers), shape);

    /// <summary>A constant of single precision.</summary>
    public string Constant(string name, ReadOnlySpan<float> numbers, params ReadOnlySpan<int> shape)
        => Constant(name, OnnxType.Float, MemoryMarshal.AsBytes(numbers), shape);

    /// <summary>A vector of integers, for operators that take axes and places as inputs.</summary>
    public string Constant(string name, params ReadOnlySpan<long> numbers)
        => Constant(name, OnnxType.Int64, MemoryMarshal.AsBytes(numbers), numbers.Length);

    /// <summary>A node with one result.</summary>
    /// <param name="type">The operator.</param>
    /// <param name="inputs">Names of its inputs; empty for one that is left out.</param>
    /// <param name="attributes">Integers and floats of the operator.</param>
    /// <param name="output">Name of the result; made up where none is given.</param>
    /// <param name="domain">Where the operator is defined: ONNX, or <see cref="Microsoft"/>.</param>
    /// <returns>Name of the result.</returns>
    public string Node(string type, string[] inputs, (string Name, object Value)[]? attributes = null, string? output = null, string domain = "")
    {
        string[] outputs = [output ?? $"{type}_{_nodes.Count}"];
        Nodes(type, inputs, outputs, attributes, domain);
        return outputs[0];
    }

    /// <summary>A node with several results.</summary>
    public void Nodes(string type, string[] inputs, string[] outputs, (string Name, object Value)[]? attributes = null, string domain = "")
    {
        int number = _nodes.Count;
        _nodes.Add(Message(node =>
        {
            Array.ForEach(inputs, input => Text(node, 1, input));
            Array.ForEach(outputs, output => Text(node, 2, output));
            Text(node, 3, $"{type}_{number}");
            Text(node, 4, type);
            Array.ForEach(attributes ?? [], attribute => Child(node, 5, Attribute(attribute.Name, attribute.Value)));
            Text(node, 7, domain);
        }));
    }

    /// <summary>The model as the bytes of a file.</summary>
    public byte[] ToModel(string name)
    {
        ByteString graph = Message(g =>
        {
            _nodes.ForEach(node => Child(g, 1, node));
            Text(g, 2, name);
            _constants.ForEach(constant => Child(g, 5, constant));
            _inputs.ForEach(input => Child(g, 11, input));
            _outputs.ForEach(output => Child(g, 12, output));
        });
        return Message(model =>
        {
            Integer(model, 1, IrVersion);
            Text(model, 2, "RagQA");
            Child(model, 7, graph);
            Child(model, 8, OperatorSetOf("", OperatorSet));
            Child(model, 8, OperatorSetOf(Microsoft, 1));
        }).ToByteArray();
    }

    private string Constant(string name, OnnxType type, ReadOnlySpan<byte> numbers, params ReadOnlySpan<int> shape)
    {
        int[] dimensions = shape.ToArray();
        ByteString raw = ByteString.CopyFrom(numbers);
        _constants.Add(Message(tensor =>
        {
            Array.ForEach(dimensions, dimension => Integer(tensor, 1, dimension));
            Integer(tensor, 2, (int)type);
            Text(tensor, 8, name);
            Child(tensor, 9, raw);
        }));
        return name;
    }

    private static ByteString Value(string name, OnnxType type, ReadOnlySpan<string> shape)
    {
        string[] dimensions = shape.ToArray();
        ByteString of = Message(s => Array.ForEach(dimensions, d => Child(s, 1, Message(dimension =>
        {
            if (long.TryParse(d, out long length))
            {
                Integer(dimension, 1, length);
            }
            else
            {
                Text(dimension, 2, d);
            }
        }))));
        ByteString tensor = Message(t =>
        {
            Integer(t, 1, (int)type);
            Child(t, 2, of);
        });
        return Message(value =>
        {
            Text(value, 1, name);
            Child(value, 2, Message(t => Child(t, 1, tensor)));
        });
    }

    private static ByteString Attribute(string name, object value) => Message(attribute =>
    {
        Text(attribute, 1, name);
        if (value is float number)
        {
            attribute.WriteTag(2, WireFormat.WireType.Fixed32);
            attribute.WriteFloat(number);
            Integer(attribute, 20, 1);
        }
        else
        {
            Integer(attribute, 3, (int)value);
            Integer(attribute, 20, 2);
        }
    });

    private static ByteString OperatorSetOf(string domain, int version) => Message(set =>
    {
        Text(set, 1, domain);
        Integer(set, 2, version);
    });

    private static ByteString Message(Action<CodedOutputStream> write)
    {
        using var memory = new MemoryStream();
        using (var output = new CodedOutputStream(memory, leaveOpen: true))
        {
            write(output);
        }

        return ByteString.CopyFrom(memory.GetBuffer(), 0, (int)memory.Length);
    }

    private static void Integer(CodedOutputStream message, int field, long value)
    {
        message.WriteTag(field, WireFormat.WireType.Varint);
        message.WriteInt64(value);
    }

    private static void Text(CodedOutputStream message, int field, string value)
    {
        message.WriteTag(field, WireFormat.WireType.LengthDelimited);
        message.WriteString(value);
    }

    private static void Child(CodedOutputStream message, int field, ByteString value)
    {
        message.WriteTag(field, WireFormat.WireType.LengthDelimited);
        message.WriteBytes(value);
    }
}
