using System.CommandLine;
using System.Globalization;

namespace RagQA.Cli.Commands;

/// <summary>Look at and remove documents.</summary>
internal static class DocumentsCommand
{
    public static Command Create() => new("documents", "Lists, shows, deletes and purges documents, and names those to look at. Example: ragqa documents list --collection sample")
    {
        List(), Show(), Quarantine(), Remove("delete", "Deletes a document: it is gone from answers when the command ends", purge: false),
        Remove("purge", "Deletes a document and erases its text and embeddings from database, log and index files", purge: true),
    };

    private static Command List()
    {
        var (collection, json, data, verbose) = (SharedOptions.Collection(), SharedOptions.Json(), SharedOptions.DataDirectory(), SharedOptions.Verbose());
        var command = new Command("list", "Documents in the order of their ids. Example: ragqa documents list -c sample") { collection, json, data, verbose };
        command.SetAction(async (parse, ct) =>
        {
            await using var session = await RagQASession.OpenAsync(parse.GetRequiredValue(data), parse.GetValue(verbose), ct);
            var documents = await session.Client.ListDocumentsAsync(parse.GetRequiredValue(collection), Principal.Local, ct).ToArrayAsync(ct);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(documents);
                return 0;
            }

            foreach (var d in documents)
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{d.Id}   {d.Attributes.Title}, {d.Passages} passages, {d.TextLength} characters{(d.Flags.Length > 0 ? $"   flagged: {string.Join("; ", d.Flags)}" : "")}"));
            }

            return 0;
        });
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<string>("id") { Description = "Id of the document" };
        var (collection, json, data, verbose) = (SharedOptions.Collection(), SharedOptions.Json(), SharedOptions.DataDirectory(), SharedOptions.Verbose());
        var command = new Command("show", "A document with its text, and on standard error what is known about it. Example: ragqa documents show sepsis-first-hour.md -c sample") { id, collection, json, data, verbose };
        command.SetAction(async (parse, ct) =>
        {
            await using var session = await RagQASession.OpenAsync(parse.GetRequiredValue(data), parse.GetValue(verbose), ct);
            var document = await session.Client.GetDocumentAsync(parse.GetRequiredValue(collection), parse.GetRequiredValue(id), Principal.Local, ct);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(document);
            }
            else
            {
                // The text alone is on standard output.
                foreach (var (name, value) in Known(document.Document.Attributes).Where(known => !string.IsNullOrEmpty(known.Value)))
                {
                    Console.Error.WriteLine($"{name}: {value}");
                }

                if (document.Document.Flags is { Length: > 0 } flags)
                {
                    Console.Error.WriteLine($"ragqa: flagged when it came in: {string.Join("; ", flags)}");
                }

                Console.Out.WriteLine(document.Text);
            }

            return 0;
        });
        return command;
    }

    private static (string Name, string? Value)[] Known(DocumentAttributes attributes) =>
    [
        ("title", attributes.Title),
        ("authors", string.Join("; ", attributes.Authors)),
        ("source", attributes.Source),
        ("url", attributes.Url),
        ("date", attributes.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("type", attributes.DocumentType),
        ("study type", attributes.StudyType),
        ("language", attributes.Language),
        ("trust tier", attributes.TrustTier?.ToString(CultureInfo.InvariantCulture)),
        ("retracted", attributes.Retracted ? "yes" : null),
        ("superseded by", attributes.SupersededBy),
        ("subject", attributes.Subject),
        ("access labels", string.Join("; ", attributes.AccessLabels)),
        .. attributes.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, (string?)pair.Value)),
    ];

    private static Command Quarantine()
    {
        var (collection, json, data, verbose) = (SharedOptions.Collection(), SharedOptions.Json(), SharedOptions.DataDirectory(), SharedOptions.Verbose());
        var command = new Command("quarantine", "Documents that could not go in, and live ones that were flagged. Example: ragqa documents quarantine -c sample") { collection, json, data, verbose };
        command.SetAction(async (parse, ct) =>
        {
            await using var session = await RagQASession.OpenAsync(parse.GetRequiredValue(data), parse.GetValue(verbose), ct);
            var documents = await session.Client.ListQuarantineAsync(parse.GetRequiredValue(collection), limit: 1000, Principal.Local, ct);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(documents);
                return 0;
            }

            foreach (var document in documents)
            {
                Console.Out.WriteLine($"{(document.Failed ? "failed " : "flagged")} {document.Document}: {string.Join("; ", document.Reasons)}");
            }

            return 0;
        });
        return command;
    }

    private static Command Remove(string name, string description, bool purge)
    {
        var id = new Argument<string>("id") { Description = "Id of the document" };
        var (collection, json, data, verbose) = (SharedOptions.Collection(), SharedOptions.Json(), SharedOptions.DataDirectory(), SharedOptions.Verbose());
        var command = new Command(name, $"{description}. Example: ragqa documents {name} sepsis-first-hour.md -c sample") { id, collection, json, data, verbose };
        command.SetAction(async (parse, ct) =>
        {
            await using var session = await RagQASession.OpenAsync(parse.GetRequiredValue(data), parse.GetValue(verbose), ct);
            var (where, which) = (parse.GetRequiredValue(collection), parse.GetRequiredValue(id));
            var receipt = purge
                ? await session.Client.PurgeDocumentAsync(where, which, Principal.Local, ct)
                : await session.Client.DeleteDocumentAsync(where, which, Principal.Local, ct);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(receipt);
            }
            else
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{receipt.Id} {(purge ? "purged" : "deleted")} in revision {receipt.Revision}"));
            }

            return 0;
        });
        return command;
    }
}
