using System.Globalization;
using RagQA.Server.Hosting;
using RagQA.Tests.Processes;
using RagQA.WebTests.Server;

namespace RagQA.WebTests.Pages;

/// <summary>What many open pages cost the server.</summary>
[Trait("Suite", "Long")]
public sealed class CircuitMemoryTests(WebFixture web) : IDisposable
{
    private const int Circuits = 200;
    private const int AtOnce = 20;
    private const double MaxMegabytesEach = 2;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("ragqa-circuits-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Circuits_TwoHundred_TakeLittleMemoryEach()
    {
        await using var server = await RagQAProcess.UpAsync(_data.FullName, "--no-sample");
        await using var session = await PageSession.OpenAsync(web.Browser, server.Address, path: "/about");
        await OpenAsync(session, AtOnce);
        var before = Resident();

        for (var open = AtOnce; open < AtOnce + Circuits; open += AtOnce)
        {
            await OpenAsync(session, AtOnce);
        }

        var each = (Resident() - before) / Circuits;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{each:0.00} MB of resident memory for each of {Circuits} circuits"));
        Assert.InRange(each, 0, MaxMegabytesEach);
    }

    /// <summary>Opens live pages as frames of one page and waits until each has its circuit.</summary>
    private static async Task OpenAsync(PageSession session, int count) => await session.Page.EvaluateAsync(
        """
        count => Promise.all(Array.from({ length: count }, () => new Promise(done => {
            const frame = document.createElement('iframe');
            frame.src = '/';
            document.body.append(frame);
            const look = setInterval(() => {
                const area = frame.contentDocument?.querySelector('textarea[data-question]');
                if (area && !area.disabled) { clearInterval(look); done(); }
            }, 100);
        })))
        """,
        count);

    private double Resident()
    {
        var process = RunningServer.Find(_data.FullName)!.Process;
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
