using RagQA.Cli.Commands;
using RagQA.Corpus;

// The reader process of the server: nothing of the command line is loaded for it.
if (args is [ParseWorker.Command])
{
    return ParseWorker.Run(Console.OpenStandardInput(), Console.OpenStandardOutput());
}

return await RagQACommandLine.RunAsync(args);
