using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RagQA.Tests.Processes;
using RagQA.WebTests.Server;
using static Microsoft.Playwright.Assertions;

namespace RagQA.WebTests.Pages;

/// <summary>The cluster as its operator sees it: one silo, and three as processes with PostgreSQL and Redis.</summary>
public sealed class ClusterPageTests(WebFixture web)
{
    [Theory]
    [MemberData(nameof(PageSession.Looks), MemberType = typeof(PageSession))]
    public async Task Cluster_OfOneSilo_ShowsItAndItsPartitionsAndOffersNoDrain(ColorScheme scheme, int width)
    {
        await using var session = await PageSession.OpenAsync(web, scheme, width, "/admin/cluster");
        var page = session.Page;
        await Expect(page.GetByText("One silo: when it stops")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Partitions of sample" })).ToContainTextAsync("ready");
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Drain") })).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Go on" })).ToBeVisibleAsync();
        await session.AssertSoundAsync($"cluster-{PageSession.Name(scheme, width)}");
    }

    [Fact]
    public async Task Drain_OfASiloOfThree_HandsOverItsPartitionsAndItLeaves()
    {
        var directory = Directory.CreateTempSubdirectory("ragqa-cluster-page-");
        await using (var cluster = await RagQAProcess.ClusterUpAsync(directory.FullName))
        {
            using var http = new HttpClient { BaseAddress = cluster.Address };
            (await http.PutAsJsonAsync("/v1/collections/wards", new { kind = "reference", partitions = 3, replicas = 2 }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
            await using var session = await PageSession.OpenAsync(web.Browser, cluster.Address, path: "/admin/cluster");
            var page = session.Page;
            var silo = page.GetByRole(AriaRole.Region, new() { Name = "silo-3", Exact = true });
            var grid = page.GetByRole(AriaRole.Region, new() { Name = "Partitions of wards" });
            await Expect(grid.GetByRole(AriaRole.Cell, new() { Name = "ready", Exact = true })).ToHaveCountAsync(6, new() { Timeout = 60_000 });
            await Expect(page.GetByText("Healthy").First).ToBeVisibleAsync();
            await session.AssertSoundAsync("cluster-of-three");
            await using (var narrow = await PageSession.OpenAsync(web.Browser, cluster.Address, ColorScheme.Dark, 390, "/admin/cluster"))
            {
                await Expect(narrow.Page.GetByRole(AriaRole.Heading, new() { Name = "silo-3" })).ToBeVisibleAsync();
                await narrow.AssertSoundAsync("cluster-of-three-dark-390");
            }

            await silo.GetByRole(AriaRole.Button, new() { Name = "Drain silo-3" }).ClickAsync();
            await session.PictureAsync("cluster-drain");
            await silo.GetByRole(AriaRole.Button, new() { Name = "Drain it" }).ClickAsync();

            await Expect(silo).ToHaveCountAsync(0, new() { Timeout = 60_000 });
            await Expect(grid.GetByRole(AriaRole.Cell, new() { Name = "ready", Exact = true })).ToHaveCountAsync(6, new() { Timeout = 60_000 });
            await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "silo-3" }).Filter(new() { HasText = "left" })).ToBeVisibleAsync();
            await session.AssertSoundAsync("cluster-after-drain");
        }

        directory.Delete(recursive: true);
    }
}
