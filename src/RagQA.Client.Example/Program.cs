// A .NET program that asks RagQA through its grains. Start a server with ./ragqa up, then:
//   dotnet run --project src/RagQA.Client.Example -- GATEWAY-PORT COLLECTION "QUESTION"
// The gateway port is in server.json in the server's data directory.
using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RagQA;
using RagQA.Client;

if (args is not [var port, var collection, var question])
{
    Console.Error.WriteLine("usage: RagQA.Client.Example GATEWAY-PORT COLLECTION \"QUESTION\"");
    return 2;
}

var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddRagQAClient(o => o.Gateway = new IPEndPoint(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture)));
using var host = builder.Build();
await host.StartAsync();

var ragqa = host.Services.GetRequiredService<IRagQAClient>();
await foreach (var next in ragqa.AskStreamAsync(new AskRequest { Collection = collection, Question = question }))
{
    switch (next.Kind)
    {
        case AnswerEventKind.Progress:
            Console.Error.WriteLine($"{next.Progress!.Stage}: {next.Progress.PassagesFound} passages found, {next.Progress.PassagesRead} read");
            break;
        case AnswerEventKind.Answer:
            foreach (var answer in next.Answer!.Answers)
            {
                var citation = answer.Citations[0];
                Console.WriteLine($"\"{answer.Text}\" ({answer.Confidence.Word}) [{citation.Title}, {citation.Start}–{citation.End}]");
            }

            Console.WriteLine($"{next.Answer.Status}, {next.Answer.Coverage.Answered} of {next.Answer.Coverage.Partitions} partitions");
            break;
        case AnswerEventKind.Error:
            Console.Error.WriteLine(next.Error);
            break;
    }
}

await host.StopAsync();
return 0;
