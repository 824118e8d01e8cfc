using System.Text.Json;

namespace RagQA.Storage;

/// <summary>What a backup is: <c>backup.json</c>, written last, so that a directory without it is no whole backup.</summary>
public sealed record BackupManifest
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "backup.json";

    /// <summary>The format that is written and read.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of the format.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>When the backup was begun: what was acknowledged before is in it.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its files.</summary>
    public required BackupFile[] Files { get; init; }

    /// <summary>Reads the manifest of a backup.</summary>
    /// <exception cref="RagQAException">There is none, or it cannot be used.</exception>
    public static BackupManifest Read(string directory)
    {
        BackupManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<BackupManifest>(File.ReadAllBytes(Path.Combine(directory, FileName)), JsonSerializerOptions.Web);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RagQAException(FailureKind.NotFound, $"{directory} is not a whole backup: it has no {FileName}. Name a directory that 'ragqa backup' finished.", e);
        }
        catch (JsonException e)
        {
            throw new RagQAException(FailureKind.Invalid, $"The {FileName} of {directory} is damaged. Take another backup.", e);
        }

        return manifest switch
        {
            null => throw new RagQAException(FailureKind.Invalid, $"The {FileName} of {directory} is empty. Take another backup."),
            { FormatVersion: > CurrentFormatVersion } => throw new RagQAException(
                FailureKind.Invalid, $"The backup was made by a newer RagQA (format {manifest.FormatVersion}; this program knows up to {CurrentFormatVersion}). Start that version."),
            _ => manifest,
        };
    }

    internal void Write(string directory)
    {
        string path = Path.Combine(directory, FileName);
        using (FileStream file = new(path + ".tmp", FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, this, JsonSerializerOptions.Web);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".tmp", path, overwrite: true);
    }
}
