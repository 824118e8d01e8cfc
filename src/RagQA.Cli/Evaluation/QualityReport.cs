using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using static RagQA.Cli.Evaluation.QualityFormat;

namespace RagQA.Cli.Evaluation;

/// <summary>Writes <c>docs/quality.md</c>: every figure with its interval and the command that repeats it.</summary>
internal sealed class QualityReport(QualityRuns runs, string data, bool verbose)
{
    private readonly StringBuilder _text = new();

    public static async Task<string> WriteAsync(string data, TimeSpan? budget, CacheUse use, bool verbose, CancellationToken cancellationToken)
    {
        using var runs = new QualityRuns(data, budget, use, verbose, cancellationToken);
        return await new QualityReport(runs, data, verbose).WriteAsync();
    }

    private async Task<string> WriteAsync()
    {
        await ReadingAsync();
        await OpenAsync();
        await ComparedAsync();
        await RetrievalAsync();
        _text.Append(await SpellingSection.WriteAsync(runs, data, verbose));
        _text.Append(await ConfidenceSection.WriteAsync(runs, data, verbose));
        await SlicesAsync();
        return Head() + _text;
    }

    private string Head()
    {
        var models = runs.Models is { } names ? $"Encoder `{Short(names.Encoder)}`, reader `{Short(names.Reader)}`; " : "";
        var missing = runs.Missing == 0 ? "" : "\nSome figures were left out for lack of time (\"not run\"): the same command goes on.\n";
        return string.Create(CultureInfo.InvariantCulture, $$"""
            # Quality

            Made by `ragqa eval report --data DATA`; do not edit. `DATA` is the folder of the public data sets, which are not part of the
            repository. Behind each figure stands its 95 % bootstrap interval in brackets. EM and F1 are percentages, counted as the SQuAD
            scripts do; ranks are counted as `trec_eval` does. Where SQuAD or another general set stands in for clinical text, the figure
            says how good the program is at reading, not how good it is for a ward.

            {{models}}{{Environment.ProcessorCount}} cores, {{RuntimeInformation.ProcessArchitecture}}; {{TimeProvider.System.GetUtcNow():yyyy-MM-dd}}.
            {{missing}}

            """);

        // Name and the first digits of the hash tell a model well enough.
        static string Short(string identity) => identity[..Math.Min(identity.Length, identity.IndexOf('@', StringComparison.Ordinal) + 13)];
    }

    private async Task ReadingAsync()
    {
        Heading("Reading: every question with its own paragraph", """
            EM and F1 are of the best span of each question that has an answer. For sets with questions that have none, the figures of the
            SQuAD 2.0 script follow: over all questions with the reader's own zero as threshold, and what the best threshold would give.
            Quoref asks for all of several spans and counts one as right here. COVID-QA's paragraphs are whole articles, read in windows.
            """);
        var table = new MarkdownTable("data set", "questions", "EM", "F1", "command");
        var none = new MarkdownTable("data set", "exact", "F1", "best exact", "best F1", "no answer: precision", "recall", "F1");
        foreach (var request in QualityPlan.Reading)
        {
            var report = await runs.ReportAsync(request);
            table.Add(request.Dataset, Count(report), Figure(report, "em", report?.Em), Figure(report, "f1", report?.F1), Command(request));
            if (report?.Squad2 is { } squad2)
            {
                none.Add(
                    request.Dataset,
                    Figure(report, "squad2.exact", squad2.Exact),
                    Figure(report, "squad2.f1", squad2.F1),
                    Figure(report, "squad2.bestExact", squad2.BestExact),
                    Figure(report, "squad2.bestF1", squad2.BestF1),
                    Figure(report, "noAnswer.precision", report.NoAnswer!.Precision),
                    Figure(report, "noAnswer.recall", report.NoAnswer.Recall),
                    Figure(report, "noAnswer.f1", report.NoAnswer.F1));
            }
        }

        Add(table, none);
    }

    private async Task OpenAsync()
    {
        Heading("Asking: every question of the whole collection", """
            All paragraphs of the set are the collection. hit@k: the question's own paragraph is among the first k passages; answer@20: a
            passage among 20 holds a gold answer where it stands. EM and F1 are of the best answer, given or not; abstained is the share of
            questions with an answer that would have got none. The product leaves passages unread that would not change the answer; other
            ways to choose the answer (best-span, best-passage) get all. Milliseconds are of one question at a time.
            """);
        var table = new MarkdownTable("data set", "mode, aggregation", "questions", "hit@1", "hit@20", "answer@20", "nDCG@10", "rescored: hit@1", "rescored: nDCG@10", "EM", "F1", "abstained", "passages read", "command");
        var latency = new MarkdownTable("data set", "mode", "p50 ms", "p95 ms", "encode p50 / p95", "search p50 / p95", "verify p50 / p95", "read p50 / p95");
        foreach (var request in QualityPlan.Open)
        {
            var report = await runs.ReportAsync(request);
            table.Add(
                request.Dataset,
                Setting(request),
                Count(report),
                Figure(report, "hit@1", report?.Hit1),
                Figure(report, "hit@20", report?.Hit20),
                Figure(report, "answer@20", report?.Answer20),
                Figure(report, "ndcg@10", report?.Ndcg10),
                Figure(report, "rescoredHit@1", report?.RescoredHit1),
                Figure(report, "rescoredNdcg@10", report?.RescoredNdcg10),
                Figure(report, "em", report?.Em),
                Figure(report, "f1", report?.F1),
                Figure(report, "abstained", report?.Abstained),
                Figure(report, "read", report?.Read),
                Command(request));
            if (report?.LatencyMs is { } ms && request.Aggregation == AnswerAggregation.Marginal && !request.ReadAll)
            {
                latency.Add(
                    [request.Dataset, Mode(request), Milliseconds(report, "latencyMs.p50", ms.P50), Milliseconds(report, "latencyMs.p95", ms.P95), .. ms.Stages.Values.Select(Pair)]);
            }
        }

        Add(table, latency);
    }

    private async Task ComparedAsync()
    {
        Heading("Compared", "The same questions under two settings: difference of the second to the first with its interval, and the two-sided p-value of a paired bootstrap (`ragqa eval compare A B`).");
        var table = new MarkdownTable("data set", "figure", "first", "second", "difference", "p");
        await CompareAsync(table, QualityPlan.Compared);
        Add(table);
        await MeanAsync();
        Heading("Steps of retrieval", "The program as it comes against one setting changed (`ragqa eval retrieval --set NAME=VALUE`): a step is on by default only where it helps. Putting passages in the order of the reader's relevance is in the table above: rescored.");
        var steps = new MarkdownTable("data set", "figure", "first", "second", "difference", "p");
        await CompareAsync(steps, QualityPlan.Steps);
        Add(steps);
    }

    private async Task CompareAsync(MarkdownTable table, IEnumerable<(EvaluationRequest First, EvaluationRequest Second, string Figure)> pairs)
    {
        foreach (var (first, second, figure) in pairs)
        {
            string[] names = [second.Dataset, figure, Setting(first), Setting(second)];
            if (await runs.RunAsync(first) is not { } a || await runs.RunAsync(second) is not { } b)
            {
                table.Add([.. names, "not run", ""]);
                continue;
            }

            var difference = RunComparison.Of(a, b).Differences.Single(d => d.Figure == figure);
            var format = EvaluationReportText.Format(figure);
            table.Add(
                names[0],
                names[1],
                $"{names[2]}: {EvaluationReportText.Figure(figure, difference.First)}",
                $"{names[3]}: {EvaluationReportText.Figure(figure, difference.Second)}",
                $"{difference.Bootstrap.Difference.ToString($"+{format};-{format};{format}", CultureInfo.InvariantCulture)} {EvaluationReportText.Range([difference.Bootstrap.Low, difference.Bootstrap.High], format)}",
                difference.Bootstrap.P.ToString("0.0000", CultureInfo.InvariantCulture));
        }
    }

    private async Task MeanAsync()
    {
        var table = new MarkdownTable("mode", "mean nDCG@10 over " + string.Join(", ", QualityPlan.MeanOver.Select(r => r.Dataset)));
        foreach (var mode in Enum.GetValues<RetrievalMode>())
        {
            var figures = new List<double?>();
            foreach (var request in QualityPlan.MeanOver)
            {
                figures.Add((await runs.ReportAsync(request with { Mode = mode }))?.Ndcg10);
            }

            table.Add(mode.ToString().ToLowerInvariant(), figures.Any(f => f is null) ? "not run" : EvaluationReportText.Figure("ndcg@10", figures.Average()!.Value));
        }

        Add(table);
    }

    private async Task RetrievalAsync()
    {
        Heading("Retrieval", """
            A document counts by its best passage, and each retriever gives 100 passages, as for any question; recall@100 is therefore over
            the documents of those passages. NFCorpus is lower-cased without stop words as its authors made it, so its figures are not
            those of BEIR. MEDIQA, HealthVer, MedicationQA, MedQuAD, HotpotQA and BioASQ are made into retrieval sets by searching the answers,
            evidence or paragraphs of all questions.
            """);
        var table = new MarkdownTable("data set", "mode", "queries", "nDCG@10", "recall@100", "MAP", "MRR", "p50 ms", "command");
        foreach (var request in QualityPlan.Retrieval)
        {
            var report = await runs.ReportAsync(request);
            table.Add(
                report?.Dataset ?? request.Dataset,
                Mode(request),
                Count(report),
                Figure(report, "ndcg@10", report?.Ndcg10),
                Figure(report, "recall@100", report?.Recall100),
                Figure(report, "map", report?.Map),
                Figure(report, "mrr", report?.Mrr),
                report?.LatencyMs is { } ms ? Milliseconds(report, "latencyMs.p50", ms.P50) : "not run",
                Command(request));
        }

        Add(table);
    }

    private async Task SlicesAsync()
    {
        Heading("By kind of question", "Parts of two of the runs above.");
        foreach (var request in (EvaluationRequest[])[QualityPlan.Reading[1], QualityPlan.Open[0]])
        {
            if (await runs.ReportAsync(request) is not { } report)
            {
                continue;
            }

            var table = new MarkdownTable("part", "questions", "EM", "F1");
            foreach (var (kind, parts) in report.Slices)
            {
                foreach (var (name, slice) in parts)
                {
                    table.Add($"{kind}: {name}", slice.Questions.ToString(CultureInfo.InvariantCulture), Part(slice, "em"), Part(slice, "f1"));
                }
            }

            _text.Append(Command(request)).Append("\n\n");
            Add(table);
        }
    }

    private void Heading(string title, string text) => _text.Append("## ").Append(title).Append("\n\n").Append(text).Append("\n\n");

    private void Add(params MarkdownTable[] tables)
    {
        foreach (var table in tables)
        {
            _text.Append(table).Append('\n');
        }
    }
}
