using System.CommandLine;
using RagQA.Server.Hosting;
using RagQA.Storage;

namespace RagQA.Cli.Commands;

/// <summary>Options that several commands share.</summary>
internal static class SharedOptions
{
    public static Option<string> DataDirectory() => new("--data")
    {
        Description = "Data directory",
        DefaultValueFactory = _ => Locations.DefaultDataDirectory,
    };

    /// <summary>Folder of public data sets, which are not part of the repository.</summary>
    public static Option<string> DataSets() => new("--data")
    {
        Description = "Folder of the data sets",
        DefaultValueFactory = _ => Path.Combine(Locations.Home, "..", "shared", "data"),
    };

    /// <summary>The full path of a data directory that holds documents, or of a silo that runs and has them elsewhere; a mistyped one must not be made and found to be in order.</summary>
    public static string RequireData(string directory)
        => File.Exists(Path.Combine(directory, SqliteDocumentStore.FileName)) || RunningServer.Find(directory) is { IsAlive: true }
            ? Path.GetFullPath(directory)
            : throw new RagQAException(FailureKind.NotFound, $"{Path.GetFullPath(directory)} is not a data directory with documents. Name one with --data.");

    public static Option<string> Collection() => new("--collection", "-c")
    {
        Description = "Collection",
        DefaultValueFactory = _ => SampleCollections.ReferenceName,
    };

    public static Option<bool> Json() => new("--json") { Description = "One JSON document on standard output" };

    public static Option<bool> Verbose() => new("--verbose") { Description = "Log what happens inside, on standard error" };

    public static Option<string?> Subject() => new("--subject") { Description = "Patient, for a patient collection" };

    public static Option<RetrievalMode> Mode() => new("--mode") { Description = "hybrid, dense or lexical" };

    public static Option<TimeSpan> Deadline() => new("--deadline")
    {
        Description = "Time for the answer, such as 2s or 500ms",
        DefaultValueFactory = _ => TimeSpan.FromSeconds(10),
        CustomParser = result =>
        {
            var text = result.Tokens.Single().Value;
            if (Durations.TryParse(text, out var duration))
            {
                return duration;
            }

            result.AddError($"'{text}' is not a duration: write for example 2s or 500ms.");
            return default;
        },
    };
}
