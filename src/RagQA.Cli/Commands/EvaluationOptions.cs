using System.CommandLine;
using RagQA.Cli.Evaluation;

namespace RagQA.Cli.Commands;

/// <summary>Options of one kind of evaluation, and what is done with its run.</summary>
internal sealed class EvaluationOptions
{
    private readonly EvaluationKind _kind;
    private readonly Option<string> _dataset;
    private readonly Option<int?> _limit = Count("--limit", "Ask the first N questions");
    private readonly Option<int?> _sample = Count("--sample", "Draw N questions");
    private readonly Option<int> _seed = new("--seed") { Description = "Seed of the draw", DefaultValueFactory = _ => 1 };
    private readonly Option<RetrievalMode> _mode = SharedOptions.Mode();
    private readonly Option<int> _top = new("--top") { Description = "Passages to read, 1 to 100", DefaultValueFactory = _ => 20 };
    private readonly Option<string> _aggregation = new("--aggregation")
    {
        Description = "How the answer is chosen: " + string.Join(", ", AnswerAggregations.ByName.Keys),
        DefaultValueFactory = _ => AnswerAggregations.NameOf(AnswerAggregation.Marginal),
    };

    private readonly Option<bool> _readAll = new("--read-all") { Description = "Read all passages, also those that would not change the answer" };
    private readonly Option<string?> _split = new("--split") { Description = "Part of the set, such as dev; its usual one by default" };
    private readonly Option<int?> _documents = Count("--documents", "Only the judged documents and others drawn with the seed, N in all");
    private readonly Option<string[]> _set = new("--set") { Description = "A setting of the retriever, NAME=VALUE, such as ExpandAbbreviations=true; may be repeated", DefaultValueFactory = _ => [] };
    private readonly Option<bool> _anyBuild = new("--any-build") { Description = "Use cached results of other builds of the program too" };
    private readonly Option<bool> _slices = new("--slices") { Description = "Also figures by question word, answer length and passage length" };
    private readonly Option<string?> _out = new("--out") { Description = "Also keep the results, question by question, in this file" };
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<bool> _verbose = SharedOptions.Verbose();

    public EvaluationOptions(EvaluationKind kind, string dataset)
    {
        _kind = kind;
        _dataset = new("--dataset") { Description = dataset, Required = true };
        _aggregation.AcceptOnlyFromAmong([.. AnswerAggregations.ByName.Keys]);
    }

    public void AddTo(Command command)
    {
        Option[] own = _kind switch
        {
            EvaluationKind.Reader => [],
            EvaluationKind.Open => [_mode, _top, _aggregation, _readAll, _set, _verbose],
            _ => [_mode, _split, _documents, _set, _verbose],
        };
        foreach (var option in (Option[])[_dataset, _limit, _sample, _seed, .. own, _slices, _out, _anyBuild, _json])
        {
            command.Options.Add(option);
        }

        command.SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var run = await RequestOf(parse).RunAsync(
            parse.GetValue(_anyBuild) ? CacheUse.AnyBuild : CacheUse.SameBuild, _kind != EvaluationKind.Reader && parse.GetValue(_verbose), cancellationToken);
        run.Save(Path.Combine(EvaluationRun.Folder, run.Name + ".jsonl"));
        if (parse.GetValue(_out) is { } path)
        {
            run.Save(path);
        }

        var report = EvaluationReport.Of(run);
        if (parse.GetValue(_json))
        {
            Terminal.WriteJson(report);
        }
        else
        {
            EvaluationReportText.Write(Console.Out, report, parse.GetValue(_slices));
        }

        return 0;
    }

    private EvaluationRequest RequestOf(ParseResult parse)
    {
        var request = new EvaluationRequest
        {
            Kind = _kind,
            Dataset = parse.GetRequiredValue(_dataset),
            Limit = parse.GetValue(_limit),
            Sample = parse.GetValue(_sample),
            Seed = parse.GetValue(_seed),
        };
        return _kind switch
        {
            EvaluationKind.Reader => request,
            EvaluationKind.Open => request with
            {
                Mode = parse.GetValue(_mode),
                Top = parse.GetValue(_top),
                Aggregation = AnswerAggregations.ByName[parse.GetRequiredValue(_aggregation)],
                ReadAll = parse.GetValue(_readAll),
                Settings = parse.GetRequiredValue(_set),
            },
            _ => request with { Mode = parse.GetValue(_mode), Split = parse.GetValue(_split), Documents = parse.GetValue(_documents), Settings = parse.GetRequiredValue(_set) },
        };
    }

    private static Option<int?> Count(string name, string description)
    {
        var option = new Option<int?>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var number) && number < 1)
            {
                result.AddError($"{name} needs a number from 1.");
            }
        });
        return option;
    }
}
