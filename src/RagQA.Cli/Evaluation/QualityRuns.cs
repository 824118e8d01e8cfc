using System.Globalization;
using System.Reflection;
using Spectre.Console;

namespace RagQA.Cli.Evaluation;

/// <summary>
/// Runs of the quality report. A run is kept under all that it depends on, so that an interrupted report goes on; once the
/// time that was given is over, only what is kept is used.
/// </summary>
internal sealed class QualityRuns : IDisposable
{
    private readonly string _data;
    private readonly bool _verbose;
    private readonly CancellationTokenSource _late;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken _cancelled;
    private readonly Dictionary<EvaluationRequest, EvaluationReport> _reports = [];

    public QualityRuns(string data, TimeSpan? budget, CacheUse use, bool verbose, CancellationToken cancellationToken)
    {
        _data = data;
        Use = use;
        _verbose = verbose;
        _cancelled = cancellationToken;
        _late = new CancellationTokenSource(budget ?? Timeout.InfiniteTimeSpan, TimeProvider.System);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(_late.Token, cancellationToken);
    }

    /// <summary>Whose cached readings count.</summary>
    public CacheUse Use { get; }

    /// <summary>Models of the runs; null as long as there is none.</summary>
    public ModelNames? Models { get; private set; }

    /// <summary>How many were left out for lack of time.</summary>
    public int Missing { get; private set; }

    /// <summary>A file or folder below the data folder; one that begins with <c>tests/</c> is part of the repository.</summary>
    public static string PathOf(string data, string dataset)
        => Path.Combine(dataset.StartsWith("tests/", StringComparison.Ordinal) ? Locations.Home : data, dataset);

    /// <summary>The run of a request; null when there is no time left for it.</summary>
    public async Task<EvaluationRun?> RunAsync(EvaluationRequest request)
    {
        var here = request with { Dataset = PathOf(_data, request.Dataset) };
        var file = Path.Combine(EvaluationRun.Folder, $"report-{KeyOf(here)}.jsonl");
        var run = File.Exists(file) ? EvaluationRun.Load(file) : await WithinTimeAsync(async cancellationToken =>
        {
            Terminal.Error.WriteLine(request.CommandLine());
            var made = await here.RunAsync(Use, _verbose, cancellationToken);
            made.Save(file);
            return made;
        });
        Models = run?.Header.Models ?? Models;
        return run;
    }

    /// <summary>Its report.</summary>
    public async Task<EvaluationReport?> ReportAsync(EvaluationRequest request)
    {
        if (!_reports.TryGetValue(request, out var report) && await RunAsync(request) is { } run)
        {
            _reports[request] = report = EvaluationReport.Of(run);
        }

        return report;
    }

    /// <summary>Other work; null when there is no time left for it.</summary>
    public async Task<T?> WithinTimeAsync<T>(Func<CancellationToken, Task<T>> work)
        where T : class
    {
        try
        {
            _stop.Token.ThrowIfCancellationRequested();
            return await work(_stop.Token);
        }
        catch (OperationCanceledException) when (_late.IsCancellationRequested && !_cancelled.IsCancellationRequested)
        {
            Missing++;
            return null;
        }
    }

    public void Dispose()
    {
        _stop.Dispose();
        _late.Dispose();
    }

    /// <summary>Settings, code, models, calibration and data.</summary>
    private static string KeyOf(EvaluationRequest request)
    {
        string[] models = [.. Directory.EnumerateFiles(Locations.Models, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)];
        FileInfo[] data = File.Exists(request.Dataset) ? [new FileInfo(request.Dataset)]
            : Directory.Exists(request.Dataset) ? new DirectoryInfo(request.Dataset).GetFiles("*", SearchOption.AllDirectories)
            : [];
        var stamps = data.OrderBy(f => f.FullName, StringComparer.Ordinal).Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Name} {f.Length} {f.LastWriteTimeUtc.Ticks}"));
        return CodeVersion.ShortHash(string.Join('\n', [
            request.CommandLine(), OpenCollection.Code, CodeVersion.Of(Assembly.GetExecutingAssembly()), .. models, .. stamps,
        ]));
    }
}
