using System.IO.Compression;
using System.Text.Json;

namespace RagQA.Tests.Inference;

/// <summary>Reads recorded inputs and outputs: gzip, one JSON object per line.</summary>
internal static class JsonLines
{
    public static List<JsonElement> Read(string path)
    {
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        var lines = new List<JsonElement>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(JsonElement.Parse(line));
        }

        return lines;
    }
}
