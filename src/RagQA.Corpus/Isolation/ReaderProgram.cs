namespace RagQA.Corpus;

/// <summary>The program that is started to read files.</summary>
/// <param name="FileName">Path of the executable.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record ReaderProgram(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>The <c>ragqa</c> program beside this assembly, run by the .NET that runs this process.</summary>
    public static ReaderProgram Ragqa()
    {
        // .../shared/Microsoft.NETCore.App/10.x/System.Private.CoreLib.dll: the launcher is three folders up.
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location) ?? "";
        string dotnet = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "dotnet"));
        return new ReaderProgram(dotnet, [Path.Combine(AppContext.BaseDirectory, "ragqa.dll"), ParseWorker.Command]);
    }
}
