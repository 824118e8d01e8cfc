using RagQA.Server.Options;

namespace RagQA.Server.Hosting;

/// <summary>The options of a server from a JSON file; all mistakes are reported at once.</summary>
public static class ServerOptionsFile
{
    private const string Section = "RagQA";

    /// <summary>Reads a file, over which <c>RagQA__…</c> in the environment goes, and checks it.</summary>
    /// <param name="path">The file; the options are members of its object "RagQA".</param>
    /// <param name="modelsDirectory">Where the models are unless the file says otherwise.</param>
    /// <param name="roles">Roles of the command line, over those of the file; null for none.</param>
    /// <exception cref="RagQAException">The file is not there or not JSON, or options are wrong: each with its path and what to do.</exception>
    public static ServerOptions Read(string path, string modelsDirectory, string[]? roles = null)
    {
        IConfigurationRoot configuration;
        try
        {
            configuration = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(path)).AddEnvironmentVariables().Build();
        }
        catch (Exception e) when (e is FileNotFoundException or InvalidDataException)
        {
            throw new RagQAException($"{Path.GetFullPath(path)} cannot be used: {(e.InnerException ?? e).Message} Give a JSON file with the options under \"{Section}\".", e);
        }

        var options = new ServerOptions { ModelsDirectory = modelsDirectory };
        var reader = new OptionsReader();
        reader.Read(configuration.GetSection(Section), options, "Parsing");
        if (roles is not null)
        {
            options.Roles = roles;
        }

        string[] mistakes = [.. reader.Mistakes, .. ServerOptionsRules.Mistakes(options)];
        return mistakes.Length == 0
            ? options
            : throw new RagQAException($"{Path.GetFullPath(path)}: {mistakes.Length} option{(mistakes.Length == 1 ? "" : "s")} must be put right:{string.Concat(mistakes.Select(m => $"\n  {m}"))}");
    }
}
