using System.CommandLine;

namespace RagQA.Cli.Commands;

/// <summary>One question, one answer.</summary>
internal static class AskCommand
{
    public static Command Create()
    {
        var question = new Argument<string>("question") { Description = "The question, 3 to 512 characters" };
        var top = new Option<int>("--top") { Description = "Passages to read, 1 to 100", DefaultValueFactory = _ => 20 };
        var (collection, subject, mode, deadline) = (SharedOptions.Collection(), SharedOptions.Subject(), SharedOptions.Mode(), SharedOptions.Deadline());
        var (json, data, verbose) = (SharedOptions.Json(), SharedOptions.DataDirectory(), SharedOptions.Verbose());
        var command = new Command("ask", "Answers a question from a collection. Example: ragqa ask \"How soon are antibiotics given in sepsis?\"")
        {
            question, collection, subject, top, mode, deadline, json, data, verbose,
        };
        command.SetAction(async (parse, ct) =>
        {
            await using var session = await RagQASession.OpenAsync(parse.GetRequiredValue(data), parse.GetValue(verbose), ct);
            var answer = await session.Client.AskAsync(
                new AskRequest
                {
                    Collection = parse.GetRequiredValue(collection),
                    Question = parse.GetRequiredValue(question),
                    Subject = parse.GetValue(subject),
                    Top = parse.GetValue(top),
                    Mode = parse.GetValue(mode),
                    Deadline = parse.GetValue(deadline),
                },
                ct);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(answer);
            }
            else
            {
                AnswerPrinter.Write(answer, Console.Out);
            }

            return 0;
        });
        return command;
    }
}
