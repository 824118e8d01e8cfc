using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace RagQA.Inference;

/// <summary>
/// Weights in the safetensors format (https://huggingface.co/docs/safetensors): eight bytes with the length of a JSON header, the
/// header, which names each tensor with its type, shape and place, then the numbers. Everything the header says is checked against
/// the length of the file before any of it is read.
/// </summary>
internal sealed class SafetensorsFile : IDisposable
{
    private const int LengthBytes = 8;

    /// <summary>The format's own limit.</summary>
    private const long MostHeaderBytes = 100_000_000;

    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);

    private SafetensorsFile(SafeFileHandle file, string path)
    {
        _file = file;
        _path = path;
    }

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="RagQAException">The file is missing or is not whole (<see cref="FailureKind.Invalid"/>).</exception>
    public static SafetensorsFile Open(string path)
    {
        SafetensorsFile? file = null;
        try
        {
            file = new SafetensorsFile(File.OpenHandle(path), path);
            file.ReadHeader();
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new RagQAException(FailureKind.Invalid, $"The weights '{path}' cannot be read: name a .safetensors file.", exception);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file has a tensor of this name.</summary>
    public bool Has(string name) => _tensors.ContainsKey(name);

    /// <summary>Lengths of a tensor's dimensions.</summary>
    /// <exception cref="RagQAException">There is no such tensor (<see cref="FailureKind.Invalid"/>).</exception>
    public IReadOnlyList<int> ShapeOf(string name) => Find(name).Shape;

    /// <summary>Numbers of a tensor, the last dimension running fastest.</summary>
    /// <param name="name">Name of the tensor.</param>
    /// <param name="shape">The shape that it must have.</param>
    /// <exception cref="RagQAException">There is no such tensor, it has another shape or type, or a number is not finite (<see cref="FailureKind.Invalid"/>).</exception>
    public Half[] Read(string name, params ReadOnlySpan<int> shape)
    {
        Tensor tensor = Find(name);
        if (!tensor.Shape.AsSpan().SequenceEqual(shape))
        {
            throw Refused($"the tensor '{name}' is [{string.Join(", ", tensor.Shape)}], not [{string.Join(", ", shape.ToArray())}] as the model's manifest and vocabulary ask");
        }

        if (tensor.Type != "F16")
        {
            throw Refused($"the tensor '{name}' has the type {tensor.Type}, not F16");
        }

        Half[] numbers = new Half[(tensor.End - tensor.Begin) / sizeof(ushort)];
        ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()), tensor.Begin);
        return Array.TrueForAll(numbers, Half.IsFinite) ? numbers : throw Refused($"a number of the tensor '{name}' is not finite");
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private void ReadHeader()
    {
        long length = RandomAccess.GetLength(_file);
        Span<byte> prefix = stackalloc byte[LengthBytes];
        if (length < LengthBytes)
        {
            throw Refused("it is shorter than its header");
        }

        ReadExactly(prefix, 0);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > MostHeaderBytes || (long)headerLength > length - LengthBytes)
        {
            throw Refused("it is shorter than its header");
        }

        byte[] header = new byte[headerLength];
        ReadExactly(header, LengthBytes);
        long first = LengthBytes + header.Length;
        try
        {
            using JsonDocument json = JsonDocument.Parse(header, new JsonDocumentOptions { AllowDuplicateProperties = false });
            foreach (JsonProperty entry in json.RootElement.EnumerateObject().Where(p => p.Name != "__metadata__"))
            {
                _tensors.Add(entry.Name, TensorOf(entry.Value, first));
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
        {
            throw Refused("its header cannot be read", exception);
        }

        CheckPlaces(first, length);
    }

    private static Tensor TensorOf(JsonElement entry, long first)
    {
        JsonElement place = entry.GetProperty("data_offsets");
        return place.GetArrayLength() == 2
            ? new Tensor(
                entry.GetProperty("dtype").GetString() ?? "",
                [.. entry.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())],
                checked(first + place[0].GetInt64()),
                checked(first + place[1].GetInt64()))
            : throw new JsonException("A place is a begin and an end.");
    }

    /// <summary>The format has neither gaps nor overlaps, and each tensor as many bytes as its shape asks for.</summary>
    private void CheckPlaces(long first, long length)
    {
        long next = first;
        foreach ((string name, Tensor tensor) in _tensors.OrderBy(t => t.Value.Begin).ThenBy(t => t.Value.End))
        {
            decimal bytes = tensor.Shape.Aggregate((decimal)BytesOf(tensor.Type), (product, dimension) => Math.Min(product * dimension, long.MaxValue));
            if (tensor.Shape.Any(d => d < 0) || tensor.Begin != next || tensor.End > length || tensor.End - tensor.Begin != bytes)
            {
                throw Refused($"the place of the tensor '{name}' does not fit its shape or the file");
            }

            next = tensor.End;
        }

        if (next != length)
        {
            throw Refused("its length is not the one that its header tells");
        }
    }

    private int BytesOf(string type) => type switch
    {
        "BOOL" or "U8" or "I8" => 1,
        "F16" or "BF16" or "U16" or "I16" => 2,
        "F32" or "U32" or "I32" => 4,
        "F64" or "U64" or "I64" => 8,
        _ => throw Refused($"it has tensors of the type {type}, which is not known here"),
    };

    private Tensor Find(string name) => _tensors.TryGetValue(name, out Tensor? tensor) ? tensor : throw Refused($"it has no tensor '{name}'");

    private void ReadExactly(Span<byte> buffer, long offset)
    {
        while (!buffer.IsEmpty)
        {
            int read = RandomAccess.Read(_file, buffer, offset);
            if (read == 0)
            {
                throw Refused("it became shorter while it was read");
            }

            buffer = buffer[read..];
            offset += read;
        }
    }

    private RagQAException Refused(string reason, Exception? cause = null)
        => new(FailureKind.Invalid, $"The weights '{_path}' cannot be used: {reason}. Copy the file again, or take the weights of this model.", cause!);

    /// <param name="Type">Type of the numbers, as the format names it.</param>
    /// <param name="Shape">Lengths of the dimensions.</param>
    /// <param name="Begin">First byte, from the beginning of the file.</param>
    /// <param name="End">Byte after the last.</param>
    private sealed record Tensor(string Type, int[] Shape, long Begin, long End);
}
