using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using RagQA.Inference;

namespace RagQA.Tests.Inference;

/// <summary>
/// A BERT of random weights, small enough to be computed by plain loops: the oracle of a conversion. Its folder has the outputs of those
/// loops as recorded outputs, and its weights as a safetensors file.
/// </summary>
internal sealed class TinyBert
{
    public const int Layers = 2;
    private const int Hidden = 16;
    private const int Heads = 2;
    private const int Wide = 24;
    private const int MaxTokens = 32;

    private static readonly string[] Words =
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "aspirin", "thins", "the", "blood", "and", "helps", "with", "pain", "in", "children", "adults", "what", "does", "who", "takes"];

    private readonly SortedDictionary<string, (int[] Shape, Half[] Numbers)> _weights = new(StringComparer.Ordinal);
    private readonly ModelRole _role;
    private readonly string _prefix;

    public TinyBert(ModelRole role, int seed, int layers = Layers)
    {
        _role = role;
        _prefix = role == ModelRole.Reader ? "bert." : "";
        var random = new Random(seed);
        Add("embeddings.word_embeddings.weight", 1, Words.Length, Hidden);
        Add("embeddings.position_embeddings.weight", 1, MaxTokens, Hidden);
        Add("embeddings.token_type_embeddings.weight", 1, 2, Hidden);
        Norm("embeddings.LayerNorm");
        for (int layer = 0; layer < layers; layer++)
        {
            string name = $"encoder.layer.{layer}.";
            foreach (string part in (string[])["self.query", "self.key", "self.value", "output.dense"])
            {
                Linear(name + "attention." + part, Hidden, Hidden);
            }

            Norm(name + "attention.output.LayerNorm");
            Linear(name + "intermediate.dense", Wide, Hidden);
            Linear(name + "output.dense", Hidden, Wide);
            Norm(name + "output.LayerNorm");
        }

        if (role == ModelRole.Reader)
        {
            _prefix = "";
            Linear("span", 2, Hidden);
            Linear("rel", 1, Hidden);
            _prefix = "bert.";
        }

        void Add(string name, double scale, params int[] shape)
            => _weights.Add(_prefix + name, (shape, [.. Enumerable.Range(0, shape.Aggregate((a, b) => a * b)).Select(_ => (Half)(scale * ((2 * random.NextDouble()) - 1)))]));

        void Linear(string name, int outputs, int inputs)
        {
            Add(name + ".weight", 0.6, outputs, inputs);
            Add(name + ".bias", 0.2, outputs);
        }

        void Norm(string name)
        {
            Add(name + ".weight", 1.5, Hidden);
            Add(name + ".bias", 0.2, Hidden);
        }
    }

    /// <summary>Leaves out a tensor, or replaces it by zeros of another shape.</summary>
    public void Spoil(string name, int[]? shape)
    {
        if (!_weights.Remove(name))
        {
            throw new ArgumentException("There is no such tensor.", nameof(name));
        }

        if (shape is not null)
        {
            _weights.Add(name, (shape, new Half[shape.Aggregate(1, (a, b) => a * b)]));
        }
    }

    /// <summary>Puts a number that is not finite into a tensor.</summary>
    public void Poison(string name) => _weights[name].Numbers[^1] = Half.NaN;

    /// <summary>Writes the weights as the format describes.</summary>
    public void SaveWeights(string path, string type = "F16")
    {
        var header = new Dictionary<string, object> { ["__metadata__"] = new Dictionary<string, string> { ["format"] = "pt" } };
        int offset = 0;
        foreach (var (name, (shape, numbers)) in _weights)
        {
            header[name] = new { dtype = type, shape, data_offsets = new[] { offset, offset += numbers.Length * 2 } };
        }

        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header);
        using FileStream file = File.Create(path);
        file.Write(BitConverter.GetBytes((ulong)json.Length));
        file.Write(json);
        foreach (var (_, numbers) in _weights.Values)
        {
            file.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
        }
    }

    /// <summary>Writes a model folder that says it has these weights, with recorded outputs; its graph is never run.</summary>
    public string SaveModel(string folder)
    {
        Directory.CreateDirectory(folder);
        byte[] graph = RandomNumberGenerator.GetBytes(8);
        byte[] vocabulary = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Words) + "\n");
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), graph);
        File.WriteAllBytes(Path.Combine(folder, "vocab.txt"), vocabulary);
        File.WriteAllText(Path.Combine(folder, "manifest.json"), JsonSerializer.Serialize(new
        {
            formatVersion = 1,
            name = Path.GetFileName(folder),
            role = _role == ModelRole.Encoder ? "encoder" : "reader",
            sha256 = Convert.ToHexStringLower(SHA256.HashData(graph)),
            vocabulary = new { file = "vocab.txt", sha256 = Convert.ToHexStringLower(SHA256.HashData(vocabulary)) },
            architecture = new { layers = Layers, hidden = Hidden, heads = Heads, maxTokens = MaxTokens },
            dimension = Hidden,
            recommendedMaxTokens = MaxTokens,
            maxAnswerTokens = MaxTokens,
            licence = "Apache-2.0",
            measured = new { what = "of the int8 model" },
        }));
        using var gzip = new GZipStream(File.Create(Path.Combine(folder, ReferenceAgreement.File)), CompressionLevel.Fastest);
        using var lines = new StreamWriter(gzip);
        var random = new Random(1);
        for (int i = 0; i < 12; i++)
        {
            lines.WriteLine(JsonSerializer.Serialize(_role == ModelRole.Encoder ? Recorded(Text(random, 1 + i)) : Recorded(Text(random, 1 + (i % 5)), Text(random, 1 + i))));
        }

        return folder;
    }

    private static string Text(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(5, Words.Length)]));

    private object Recorded(string text)
    {
        int[] ids = [2, .. Ids(text), 3];
        double[][] states = States(ids, ids.Length);
        double[] sum = [.. Enumerable.Range(0, Hidden).Select(d => states.Sum(s => s[d]))];
        double norm = Math.Sqrt(sum.Sum(x => x * x));
        return new { text, fp32 = sum.Select(x => (float)(x / norm)) };
    }

    private object Recorded(string question, string passage)
    {
        int first = question.Split(' ').Length + 2;
        int[] ids = [2, .. Ids(question), 3, .. Ids(passage), 3];
        double[][] states = States(ids, first);
        double[][] logits = [.. states.Select(s => Linear("span", s, ""))];
        var (from, to, score) =
            (from f in Enumerable.Range(first, ids.Length - first - 1)
             from t in Enumerable.Range(f, ids.Length - f - 1)
             select (f, t, logits[f][0] + logits[t][1])).MaxBy(span => span.Item3);
        int[] starts = [.. passage.Split(' ').Select((_, i) => passage.Split(' ').Take(i).Sum(w => w.Length + 1))];
        return new
        {
            question,
            passage,
            fp32 = new
            {
                start = starts[from - first],
                end = starts[to - first] + passage.Split(' ')[to - first].Length,
                spanScore = (float)(score - logits[0][0] - logits[0][1]),
                relevance = (float)Linear("rel", states[0], "")[0],
            },
        };
    }

    private static IEnumerable<int> Ids(string text) => text.Split(' ').Select(word => Array.IndexOf(Words, word));

    /// <summary>The last layer's states, by the definition: Devlin et al. 2019, Vaswani et al. 2017.</summary>
    private double[][] States(int[] ids, int firstPassageToken)
    {
        double[][] x = [.. ids.Select((id, i) => Norm("embeddings.LayerNorm", Sum(
            Row("embeddings.word_embeddings.weight", id), Row("embeddings.position_embeddings.weight", i),
            Row("embeddings.token_type_embeddings.weight", i < firstPassageToken ? 0 : 1))))];
        for (int layer = 0; layer < Layers; layer++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"encoder.layer.{layer}.");
            double[][] q = [.. x.Select(s => Linear(name + "attention.self.query", s))];
            double[][] k = [.. x.Select(s => Linear(name + "attention.self.key", s))];
            double[][] v = [.. x.Select(s => Linear(name + "attention.self.value", s))];
            x = [.. x.Select((s, i) => Norm(name + "attention.output.LayerNorm", Sum(s, Linear(name + "attention.output.dense", Attend(q[i], k, v)))))];
            x = [.. x.Select(s => Norm(name + "output.LayerNorm", Sum(s, Linear(name + "output.dense", [.. Linear(name + "intermediate.dense", s).Select(Gelu)]))))];
        }

        return x;
    }

    private static double[] Attend(double[] query, double[][] keys, double[][] values)
    {
        const int Width = Hidden / Heads;
        var result = new double[Hidden];
        for (int head = 0; head < Heads; head++)
        {
            int begin = head * Width;
            double[] scores = [.. keys.Select(key => Math.Exp(Enumerable.Range(begin, Width).Sum(d => query[d] * key[d]) / Math.Sqrt(Width)))];
            for (int d = begin; d < begin + Width; d++)
            {
                result[d] = values.Select((value, i) => scores[i] * value[d]).Sum() / scores.Sum();
            }
        }

        return result;
    }

    private double[] Linear(string name, double[] x, string? prefix = null)
    {
        name = (prefix ?? _prefix) + name;
        Half[] weight = _weights[name + ".weight"].Numbers;
        return [.. _weights[name + ".bias"].Numbers.Select((bias, o) => (double)bias + x.Select((value, i) => value * (double)weight[(o * x.Length) + i]).Sum())];
    }

    private double[] Norm(string name, double[] x)
    {
        double mean = x.Average();
        double deviation = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)));
        return [.. x.Select((value, i) => ((value - mean) / deviation * (double)_weights[$"{_prefix}{name}.weight"].Numbers[i]) + (double)_weights[$"{_prefix}{name}.bias"].Numbers[i])];
    }

    private double[] Row(string name, int row) => [.. _weights[_prefix + name].Numbers.Skip(row * Hidden).Take(Hidden).Select(h => (double)h)];

    private static double[] Sum(params double[][] vectors) => [.. Enumerable.Range(0, vectors[0].Length).Select(d => vectors.Sum(v => v[d]))];

    private static double Gelu(double x) => x * 0.5 * (1 + Erf(x / Math.Sqrt(2)));

    /// <summary>The series of the error function.</summary>
    private static double Erf(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-17; n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
