namespace RagQA.Cli;

/// <summary>Where things are: the checkout or installation (RAGQA_HOME) and the user's data.</summary>
internal static class Locations
{
    /// <summary>Folder with models/ and deploy/: RAGQA_HOME, else the nearest one above the program.</summary>
    public static string Home { get; } = Environment.GetEnvironmentVariable("RAGQA_HOME") is { Length: > 0 } home ? home : FindHome();

    public static string Models => Path.Combine(Home, "models");

    public static string Sample => Path.Combine(Home, "deploy", "sample");

    public static string DefaultDataDirectory => Environment.GetEnvironmentVariable("RAGQA_DATA") is { Length: > 0 } data
        ? data
        : Path.Combine(UserFolder("XDG_DATA_HOME", ".local/share"), "ragqa");

    /// <summary>A cluster on this machine; as root outside the home directory, which PostgreSQL's user could not enter.</summary>
    public static string DefaultClusterDirectory => Environment.IsPrivilegedProcess ? "/var/lib/ragqa-cluster" : DefaultDataDirectory + "-cluster";

    /// <summary>Evaluations keep their temporary collections and results here, so that an interrupted run goes on.</summary>
    public static string EvaluationCache => Path.Combine(UserFolder("XDG_CACHE_HOME", ".cache"), "ragqa", "eval");

    private static string UserFolder(string variable, string fallback)
        => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), fallback);

    private static string FindHome()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "models")) && Directory.Exists(Path.Combine(folder.FullName, "deploy")))
            {
                return folder.FullName;
            }
        }

        throw new RagQAException(FailureKind.NotFound, "The folder with models/ is not found. Run ./ragqa from the checkout, or set RAGQA_HOME to it.");
    }
}
