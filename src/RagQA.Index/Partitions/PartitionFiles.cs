using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RagQA.Index;

/// <summary>A partition on disk: dense.index, lexical.index, passages.index and manifest.json, which is written last.</summary>
internal static class PartitionFiles
{
    private const string Dense = "dense.index";
    private const string Lexical = "lexical.index";
    private const string Passages = "passages.index";
    private const string Manifest = "manifest.json";

    private static readonly string[] Names = [Dense, Lexical, Passages];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static PartitionManifest Save(string directory, PartitionParts parts, PartitionManifest manifest)
    {
        Directory.CreateDirectory(directory);
        parts.Dense.Save(Path.Combine(directory, Dense));
        parts.Lexical.Save(Path.Combine(directory, Lexical));
        parts.Passages.Save(Path.Combine(directory, Passages));
        var complete = Sign(manifest with { Files = [.. Names.Select(name => Describe(directory, name))] });
        WriteManifest(Path.Combine(directory, Manifest), Bytes(complete));
        return complete;
    }

    public static (PartitionManifest Manifest, PartitionParts Parts) Load(string directory, string encoderHash, PartitionIndexOptions options)
    {
        var manifest = Check(directory, encoderHash);
        if (manifest.DenseKind != options.DenseKind)
        {
            throw new IndexFileException(IndexFileFault.WrongFormat, $"The partition was saved with the dense kind {manifest.DenseKind}, not {options.DenseKind}.");
        }

        var passages = PartitionPassages.Load(Path.Combine(directory, Passages));
        var lexical = LexicalIndex.Load(Path.Combine(directory, Lexical));
        var dense = DenseIndexes.Load(manifest.DenseKind, Path.Combine(directory, Dense), options.Faiss);
        if (BelongTogether(manifest, dense, lexical, passages))
        {
            return (manifest, new PartitionParts(dense, lexical, passages));
        }

        dense.Dispose();
        throw new IndexFileException(IndexFileFault.Inconsistent, "The files of the partition do not belong together.");
    }

    /// <summary>Compares every file with the manifest, which stands for the encoder.</summary>
    public static PartitionManifest Check(string directory, string encoderHash)
    {
        var manifest = ReadManifest(directory);
        if (manifest.EncoderHash != encoderHash)
        {
            throw new IndexFileException(IndexFileFault.WrongEncoder, "The partition was made with another encoder.");
        }

        Check(directory, manifest);
        return manifest;
    }

    private static PartitionManifest ReadManifest(string directory)
    {
        PartitionManifest? manifest;
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(Path.Combine(directory, Manifest));
            manifest = JsonSerializer.Deserialize<PartitionManifest>(bytes, Json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IndexFileException(IndexFileFault.Missing, "The partition has no manifest that can be read.", e);
        }
        catch (JsonException e)
        {
            throw new IndexFileException(IndexFileFault.Altered, "The manifest of the partition is broken.", e);
        }

        if (manifest is { FormatVersion: not PartitionManifest.CurrentFormatVersion })
        {
            throw new IndexFileException(IndexFileFault.WrongFormat, $"The partition has format version {manifest.FormatVersion}, not {PartitionManifest.CurrentFormatVersion}.");
        }

        // Written again it must give the same bytes: so a change outside the values does not pass either.
        return manifest is not null && Sign(manifest).Checksum == manifest.Checksum && bytes.AsSpan().SequenceEqual(Bytes(manifest))
            ? manifest
            : throw new IndexFileException(IndexFileFault.Altered, "The manifest of the partition has changed since it was written.");
    }

    private static void Check(string directory, PartitionManifest manifest)
    {
        if (!manifest.Files.Select(file => file.Name).SequenceEqual(Names))
        {
            throw new IndexFileException(IndexFileFault.Inconsistent, "The manifest does not name the files of a partition.");
        }

        foreach (var file in manifest.Files)
        {
            var found = new FileInfo(Path.Combine(directory, file.Name));
            if (!found.Exists)
            {
                throw new IndexFileException(IndexFileFault.Missing, $"{file.Name} is not there.");
            }

            if (found.Length != file.Bytes)
            {
                throw new IndexFileException(IndexFileFault.WrongSize, $"{file.Name} has {found.Length} bytes, not {file.Bytes}.");
            }

            if (Describe(directory, file.Name) != file)
            {
                throw new IndexFileException(IndexFileFault.Altered, $"{file.Name} has changed since it was written.");
            }
        }
    }

    private static bool BelongTogether(PartitionManifest manifest, IPassageIndex dense, LexicalIndex lexical, PartitionPassages passages)
    {
        if (dense.Dimension != manifest.Dimension || dense.Count != manifest.Rows || lexical.Rows != manifest.Rows
            || passages.Rows != manifest.Rows || passages.Count != manifest.Count || lexical.Count != manifest.Count)
        {
            return false;
        }

        for (var row = 0; row < manifest.Rows; row++)
        {
            if (lexical.At(row) != (passages.IdAt(row), passages.IsLive(row)))
            {
                return false;
            }
        }

        return true;
    }

    private static PartitionFile Describe(string directory, string name)
    {
        try
        {
            using var file = File.OpenRead(Path.Combine(directory, name));
            return new PartitionFile(name, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IndexFileException(IndexFileFault.Missing, $"{name} cannot be read.", e);
        }
    }

    private static PartitionManifest Sign(PartitionManifest manifest) =>
        manifest with { Checksum = Convert.ToHexStringLower(SHA256.HashData(Bytes(manifest with { Checksum = "" }))) };

    private static byte[] Bytes(PartitionManifest manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, Json);

    private static void WriteManifest(string path, byte[] bytes)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = File.Create(temporary))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
