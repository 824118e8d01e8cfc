using System.IO.Compression;

namespace RagQA.Corpus;

/// <summary>Opens plain and packed files of data sets.</summary>
internal static class GoldFile
{
    /// <summary>The content of a file, unpacked if its name ends in <c>.gz</c>.</summary>
    public static Stream Open(string path)
    {
        FileStream file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>Lines with their numbers from 1; empty ones are left out.</summary>
    /// <exception cref="RagQAException">The file is packed and broken.</exception>
    public static IEnumerable<(int Number, string Text)> Lines(string path)
    {
        using StreamReader reader = new(Open(path));
        for (int number = 1; Next(reader, path, number) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return (number, line);
            }
        }
    }

    private static string? Next(StreamReader reader, string path, int number)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (InvalidDataException exception)
        {
            throw new RagQAException(FailureKind.Unsupported, $"{Path.GetFileName(path)} cannot be unpacked beyond line {number - 1}: get the file again.", exception);
        }
    }
}
