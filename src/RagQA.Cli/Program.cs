using RagQA.Cli.Commands;

return await RagQACommandLine.RunAsync(args);
