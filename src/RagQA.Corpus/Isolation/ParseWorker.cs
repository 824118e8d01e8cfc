using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace RagQA.Corpus;

/// <summary>
/// The reader process: takes files from standard input, gives back their text on standard output. It confines itself before
/// the first file: no network, no writing, no other program, limited memory and processor time.
/// </summary>
public static class ParseWorker
{
    /// <summary>The hidden command that starts it.</summary>
    public const string Command = "parse-worker";

    // Parsers recurse into what they read; a page nested as deep as the limit allows must fit.
    private const int StackBytes = 64 * 1024 * 1024;
    private const int LimitsFrameBytes = 64 * 1024;

    /// <summary>Serves until its input ends; then the process must end too, whatever is being parsed.</summary>
    /// <returns>Exit code.</returns>
    public static int Run(Stream input, Stream output)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);

        // 1. Limits, then confinement.
        if (ParseFrames.Read(input, LimitsFrameBytes) is not (ParseFrames.Limits, byte[] json))
        {
            Console.Error.WriteLine("ragqa: this command is started by the server to read files; it is of no use by hand.");
            return 2;
        }

        ParsingLimits limits = JsonSerializer.Deserialize(json, ParseJson.Default.ParsingLimits)!;
        WorkerConfinement.Enter();

        // 2. One thread parses. This one waits for more, so that it sees at once when the server is gone.
        using BlockingCollection<(byte Kind, byte[] Body)> requests = [];
        InProcessFileParser parser = new(limits);
        Thread parsing = new(() => Serve(requests, parser, output), StackBytes) { IsBackground = true, Name = "parsing" };
        parsing.Start();
        while (ParseFrames.Read(input, limits.MaxFileBytes + LimitsFrameBytes) is { } request)
        {
            requests.Add(request);
        }

        return 0;
    }

    private static void Serve(BlockingCollection<(byte Kind, byte[] Body)> requests, InProcessFileParser parser, Stream output)
    {
        foreach ((byte kind, byte[] body) in requests.GetConsumingEnumerable())
        {
            byte reply;
            byte[] answer;
            try
            {
                WorkerConfinement.AllowProcessorTime(parser.Limits.MaxProcessorTime);
                (reply, answer) = kind == ParseFrames.Probe ? (ParseFrames.Result, Probe()) : Parse(parser, body);
            }
            catch (OutOfMemoryException)
            {
                (reply, answer) = (ParseFrames.OutOfMemory, []);
            }

            ParseFrames.Write(output, reply, answer);
        }
    }

    private static (byte Kind, byte[] Answer) Parse(InProcessFileParser parser, byte[] body)
    {
        string extension = Encoding.UTF8.GetString(body, 1, body[0]);
        try
        {
            ParseResult result = parser.Parse(extension, body[(1 + body[0])..]);
            return (ParseFrames.Result, JsonSerializer.SerializeToUtf8Bytes(result, ParseJson.Default.ParseResult));
        }
        catch (RagQAException exception)
        {
            return (ParseFrames.Failure, [(byte)exception.Kind, .. Encoding.UTF8.GetBytes(exception.Message)]);
        }
    }

    private static byte[] Probe() => JsonSerializer.SerializeToUtf8Bytes(WorkerConfinement.Breaches(), ParseJson.Default.StringArray);
}
