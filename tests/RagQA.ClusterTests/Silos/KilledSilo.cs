using System.Diagnostics;
using System.Globalization;
using RagQA.ClusterTests.Cluster;

namespace RagQA.ClusterTests.Silos;

/// <summary>A silo that is killed under questions, with one copy of every partition.</summary>
internal static class KilledSilo
{
    private const int Kill = 9;

    /// <summary>Kills a silo and asks on: an answer misses nothing but what that silo held, and says so.</summary>
    /// <returns>From the moment in which the others have given it up until every partition is searched again.</returns>
    public static async Task<TimeSpan> SearchedAgainAsync(SilosFixture silos, int killed, int through, int left, Func<Task>? justBefore = null)
    {
        // 1 What it holds.
        var whole = await silos.UntilWholeAsync(through, left + 1);
        var held = Held(whole, silos.State.Silos[killed].Name);
        Assert.NotEmpty(held);

        // 2 What is answered without it.
        using var questions = new QuestionStream(silos, through);
        await (justBefore?.Invoke() ?? Task.CompletedTask);
        await silos.EndSiloAsync(killed, Kill);
        var given = GivenUpAsync(silos, through, left);
        var (answered, degraded) = (0, 0);
        while (true)
        {
            var isGivenUp = given.IsCompleted;
            var answer = await silos.AnswerAsync(through, Wards.Colours[answered++ % Wards.Colours.Length]);
            var missing = answer["coverage"]!["missing"]!.AsArray().Select(p => (int)p!).ToHashSet();
            Assert.Subset(held, missing);
            degraded += missing.Count > 0 ? 1 : 0;
            if (isGivenUp && missing.Count == 0)
            {
                break;
            }
        }

        var after = Stopwatch.GetElapsedTime(await given);
        await questions.AskedAgainAsync(4);
        await questions.StopAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{held.Count} partitions searched again {after.TotalSeconds:0.0} s after their silo was given up; {degraded} of {answered} answers degraded"));
        return after;
    }

    /// <summary>The partitions of which a silo has the copy.</summary>
    public static HashSet<int> Held(ClusterStatus status, string name)
    {
        var address = status.Silos.Single(s => s.Name == name).Silo;
        return [.. status.Collections.Single(c => c.Collection == SilosFixture.Collection).Partitions.Where(p => p.Silo == address).Select(p => p.Partition)];
    }

    private static async Task<long> GivenUpAsync(SilosFixture silos, int through, int left)
    {
        await silos.UntilSilosAsync(through, left);
        return Stopwatch.GetTimestamp();
    }
}
