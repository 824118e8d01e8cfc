using System.Text.Json;
using RagQA.Server.Api;
using Spectre.Console;

namespace RagQA.Cli;

/// <summary>Standard output is for results, standard error for progress.</summary>
internal static class Terminal
{
    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };

    /// <summary>Console on standard error.</summary>
    public static IAnsiConsole Error { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>One JSON document on standard output.</summary>
    public static void WriteJson<T>(T value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, Indented));
}
