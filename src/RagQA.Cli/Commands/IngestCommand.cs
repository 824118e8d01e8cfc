using System.CommandLine;
using RagQA.Corpus;

namespace RagQA.Cli.Commands;

/// <summary>Files and folders into a collection.</summary>
internal static class IngestCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("path") { Description = "Files or folders", Arity = ArgumentArity.OneOrMore };
        var collection = new Option<string>("--collection", "-c") { Description = "Collection; made when it is not there", Required = true };
        var kind = new Option<CollectionKind>("--kind") { Description = "Kind of a new collection: reference or patient" };
        var (json, data, verbose) = (SharedOptions.Json(), SharedOptions.DataDirectory(), SharedOptions.Verbose());
        var limits = ParsingLimits.Default;
        var command = new Command("ingest", "Takes documents in (.txt .md .html .pdf .docx .csv .jsonl). The same again changes nothing; what was stopped goes on with 'ragqa ingestions resume'. "
            + $"A file may have {limits.MaxFileBytes >> 20} MiB, {limits.MaxPages} pages and {limits.MaxTextLength >> 20} million characters, and take {limits.MaxProcessorTime.TotalSeconds:0} s of a processor, {limits.MaxTime.TotalSeconds:0} s in all and {limits.MaxMemoryBytes >> 20} MiB of memory; "
            + "the environment changes that for a server, for example RagQA__Parsing__MaxFileBytes=1000000. Example: ragqa ingest ./protocols --collection protocols")
        {
            paths, collection, kind, json, data, verbose,
        };
        command.SetAction(async (parse, ct) =>
        {
            await using var session = await RagQASession.OpenAsync(parse.GetRequiredValue(data), parse.GetValue(verbose), ct);
            var name = parse.GetRequiredValue(collection);
            if ((await session.Client.ListCollectionsAsync(Principal.Local, ct)).All(c => c.Name != name))
            {
                await session.Client.PutCollectionAsync(name, new CollectionInput { Kind = parse.GetValue(kind) }, Principal.Local, ct);
            }

            var status = await IngestionRun.RunAsync(
                session.Client, new IngestionRequest { Collection = name, Paths = [.. parse.GetRequiredValue(paths).Select(Path.GetFullPath)] }, ct);
            IngestionRun.Report(status);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(status);
            }

            return status is { State: IngestionState.Done, Failed: 0 } ? 0 : 1;
        });
        return command;
    }
}
