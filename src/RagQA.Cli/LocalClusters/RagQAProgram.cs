namespace RagQA.Cli.LocalClusters;

/// <summary>How this program is started once more.</summary>
internal static class RagQAProgram
{
    /// <summary>Program and first arguments.</summary>
    public static IEnumerable<string> Command { get; } = Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "ragqa"
        ? [Environment.ProcessPath!]
        : ["dotnet", Path.Combine(AppContext.BaseDirectory, "ragqa.dll")];
}
