using System.Text.Json.Nodes;
using RagQA.ClusterTests.Cluster;
using RagQA.Tests.Inference;
using RagQA.Tests.Processes;

namespace RagQA.ClusterTests.Silos;

/// <summary>A generation that is built beside the active one, switched to and back by an operator's commands, while three silos answer over one store.</summary>
[Collection("silos")]
public sealed class SwitchedSilosTests(GenerationsFixture silos) : IClassFixture<GenerationsFixture>
{
    private static readonly string[] _asked = ["amber", "jade", "pink"];

    [Fact]
    public async Task Switch_BackAndForthUnderQuestions_FailsNoneAndNoAnswerMixesTwoGenerations()
    {
        for (var silo = 0; silo < 3; silo++)
        {
            await silos.WholeAnswerAsync(silo, "amber");
        }

        await RunAsync("upgrade", "--encoder", SecondEncoder.Name);

        // 1 What each generation finds and with which scores, by itself.
        var expected = new Dictionary<(int Generation, string Colour), string>();
        foreach (var generation in (int[])[2, 1])
        {
            await SwitchAsync(generation);
            foreach (var colour in _asked)
            {
                var alone = await silos.WholeAnswerAsync(0, colour);
                Assert.Equal(generation, (int)alone["generation"]!);
                expected[(generation, colour)] = Found(alone);
            }
        }

        Assert.All(_asked, colour => Assert.NotEqual(expected[(1, colour)], expected[(2, colour)]));

        // 2 Questions without end to every silo while it is switched: each answer is of one generation through and through.
        using var stop = new CancellationTokenSource();
        var askers = Enumerable.Range(0, 3).Select(silo => AskOnAsync(silo, stop.Token)).ToArray();
        foreach (var generation in (int[])[2, 1, 2, 1])
        {
            await SwitchAsync(generation);
            for (var silo = 0; silo < 3; silo++)
            {
                Assert.Equal(generation, (int)(await silos.AnswerAsync(silo, "jade"))["generation"]!);
            }
        }

        await stop.CancelAsync();
        var answers = (await Task.WhenAll(askers)).SelectMany(a => a).ToArray();
        Assert.Equal([1, 2], answers.Select(a => (int)a.Answer["generation"]!).Distinct().Order());
        var mixed = answers.Count(a => IsMixed(a.Answer, expected[((int)a.Answer["generation"]!, a.Colour)]));
        TestContext.Current.TestOutputHelper?.WriteLine($"{answers.Length} answers, {mixed} mixed");
        Assert.Equal(0, mixed);
    }

    // A partition that was late makes an answer find something else, and it says so.
    private bool IsMixed(JsonNode answer, string expected) =>
        (Found(answer) != expected && (string)answer["status"]! != "degraded")
        || !((string)answer["models"]!["encoder"]!).EndsWith((int)answer["generation"]! == 1 ? silos.Second.FirstHash : silos.Second.Hash, StringComparison.Ordinal);

    private static string Found(JsonNode answer) =>
        string.Join(' ', answer["passages"]!.AsArray().Take(3).Select(p => FormattableString.Invariant($"{p!["passageId"]}:{(double)p["denseScore"]!:0.00000}")));

    private async Task<List<(string Colour, JsonNode Answer)>> AskOnAsync(int silo, CancellationToken stop)
    {
        var answers = new List<(string, JsonNode)>();
        for (var i = silo; !stop.IsCancellationRequested; i++)
        {
            var colour = _asked[i % _asked.Length];
            answers.Add((colour, await silos.AnswerAsync(silo, colour)));
        }

        return answers;
    }

    private async Task SwitchAsync(int generation) => TestContext.Current.TestOutputHelper?.WriteLine(
        await RunAsync("switch", "--generation", generation.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private async Task<string> RunAsync(string command, params string[] more)
    {
        var (exitCode, output, errors) = await RagQAProcess.RunAsync(["collections", command, SilosFixture.Collection, .. more, "--data", silos.State.Silos[0].DataDirectory]);
        Assert.True(exitCode == 0, output + errors);
        return output.Trim();
    }
}
