using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using RagQA.Client;
using RagQA.Web.Citing;
using RagQA.Web.History;

namespace RagQA.Web.Hosting;

/// <summary>Files that pages offer: references of an answer, and a user's own history.</summary>
internal static class Downloads
{
    private const int MaxRows = 100_000;
    private const int MaxFailures = 10_000;
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var downloads = endpoints.MapGroup("").AddEndpointFilter(async (context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return await next(context);
        });
        downloads.MapGet("/answers/{id:guid}/export/{format:regex(^(ris|vancouver|bib|csl|md)$)}", AnswerAsync).ExcludeFromDescription();
        downloads.MapGet("/admin/ingestion/{id:guid}/failed.csv", FailedAsync).ExcludeFromDescription();
        downloads.MapGet("/history/export/{format:regex(^(json|csv)$)}", HistoryAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> AnswerAsync(
        Guid id, string format, AnswerSource answers, ICurrentPrincipal principal, IOptions<RagQAWebOptions> options, CancellationToken cancellationToken)
    {
        try
        {
            var (answer, _) = await answers.GetAsync(id, await principal.GetAsync(cancellationToken), cancellationToken);
            return format switch
            {
                "ris" => File(Ris.Of(answer), "application/x-research-info-systems", $"answer-{id}.ris"),
                "bib" => File(BibTex.Of(answer), "application/x-bibtex", $"answer-{id}.bib"),
                "csl" => File(CslJson.Of(answer), "application/vnd.citationstyles.csl+json", $"answer-{id}.csl.json"),
                "md" => File(Markdown.Of(answer, options.Value.Footer), "text/markdown", $"answer-{id}.md"),
                _ => File(string.Join("\r\n", Vancouver.References(answer)) + "\r\n", "text/plain", $"answer-{id}.txt"),
            };
        }
        catch (RagQAException exception)
        {
            return Failed(exception);
        }
    }

    private static async Task<IResult> FailedAsync(Guid id, IRagQAClient client, ICurrentPrincipal principal, CancellationToken cancellationToken)
    {
        if (!Roles.Holds(await principal.GetAsync(cancellationToken), Roles.Curator))
        {
            return Results.Problem($"This needs the role {Roles.Curator}.", statusCode: StatusCodes.Status403Forbidden);
        }

        try
        {
            var lines = new StringBuilder("document,reason\r\n");
            foreach (var item in await client.ListIngestionItemsAsync(id, IngestionOutcome.Failed, MaxFailures, cancellationToken))
            {
                lines.AppendJoin(',', Field(item.Document), Field(item.Reason)).Append("\r\n");
            }

            return File(lines.ToString(), "text/csv", $"failed-{id}.csv");
        }
        catch (RagQAException exception)
        {
            return Failed(exception);
        }
    }

    private static ProblemHttpResult Failed(RagQAException exception) =>
        TypedResults.Problem(exception.Message, statusCode: exception.Kind == FailureKind.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> HistoryAsync(string format, IAnswerHistory history, ICurrentPrincipal principal, CancellationToken cancellationToken)
    {
        var rows = await history.ListAsync(await principal.GetAsync(cancellationToken), new HistoryQuery { Limit = MaxRows }, cancellationToken);
        return format == "json"
            ? File(JsonSerializer.Serialize(rows, _json), "application/json", "history.json")
            : File(Csv(rows), "text/csv", "history.csv");
    }

    private static string Csv(IEnumerable<HistoryEntry> rows)
    {
        var lines = new StringBuilder("answered,collection,patient,question,answer,status,revision,starred,address\r\n");
        foreach (var row in rows)
        {
            lines.AppendJoin(',', Array.ConvertAll(
                [
                    row.AnsweredAt.ToString("O", CultureInfo.InvariantCulture), row.Collection, row.Subject, row.Question, row.AnswerText,
                    row.Status.ToString(), row.Revision.ToString(CultureInfo.InvariantCulture), row.IsStarred ? "yes" : "no", $"/answers/{row.AnswerId}",
                ],
                Field)).Append("\r\n");
        }

        return lines.ToString();
    }

    // A leading sign would make a spreadsheet run the text as a formula.
    private static string Field(string? text) =>
        $"\"{(text is ['=' or '+' or '-' or '@', ..] ? "'" : "")}{(text ?? "").Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static IResult File(string text, string type, string name) => Results.File(Encoding.UTF8.GetBytes(text), $"{type}; charset=utf-8", name);
}
