using System.CommandLine;

namespace RagQA.Cli.Commands;

/// <summary>The command line: exit code 0 = done, 1 = failed with a reason, 2 = wrong usage.</summary>
internal static class RagQACommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Answers questions with passages quoted word for word from your own documents.")
        {
            UpCommand.Create(),
            ServeCommand.Create(),
            ClusterCommand.Create(),
            AskCommand.Create(),
            SearchCommand.Create(),
            IngestCommand.Create(),
            IngestionsCommand.Create(),
            CollectionsCommand.Create(),
            DocumentsCommand.Create(),
            EvalCommand.Create(),
            BenchCommand.Create(),
            ModelsCommand.Create(),
            CapacityCommand.Create(),
            VerifyCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            DoctorCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                Console.Error.WriteLine($"ragqa: {error.Message}");
            }

            Console.Error.WriteLine("ragqa: see 'ragqa --help' or 'ragqa COMMAND --help'.");
            return 2;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,

                // Ctrl+C stops a server in its own time: running answers end and index files are saved.
                ProcessTerminationTimeout = TimeSpan.FromSeconds(40),
            });
        }
        catch (Exception e) when (e is RagQAException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"ragqa: {e.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("ragqa: stopped.");
            return 1;
        }
    }
}
