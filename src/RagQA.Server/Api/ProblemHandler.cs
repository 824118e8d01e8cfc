using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace RagQA.Server.Api;

/// <summary>Turns exceptions into problem details with a stable type, what was wrong and what to do. Never holds question or passage text.</summary>
internal sealed class ProblemHandler(IProblemDetailsService problems, ILogger<ProblemHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            // The caller hung up; nobody reads a reply.
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var problem = exception switch
        {
            RagQAException e => Problem(Status(e.Kind), Type(e.Kind), Title(e.Kind), e.Message),
            BadHttpRequestException { StatusCode: not StatusCodes.Status400BadRequest } e => new ProblemDetails { Status = e.StatusCode },
            BadHttpRequestException => Problem(
                StatusCodes.Status400BadRequest, "invalid-request", "The request cannot be read", "The body must be one JSON object in UTF-8 with the members of this call; /openapi/v1.json lists them."),
            OperationCanceledException => Problem(StatusCodes.Status409Conflict, "stopped", "The question was stopped", "It was stopped before it had an answer. Ask again."),
            _ => Problem(StatusCodes.Status500InternalServerError, "internal", "The server failed", "Its log has the cause under this trace id. Try again; nothing was lost."),
        };
        if (problem.Status >= 500)
        {
            logger.LogError(exception, "Request {Method} {Path} failed.", context.Request.Method, context.Request.Path);
        }

        context.Response.StatusCode = problem.Status!.Value;
        if (exception is RagQAException { IsTransient: true })
        {
            context.Response.Headers.RetryAfter = "2";
        }

        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem });
    }

    /// <summary>Says what to do where the framework itself refused a request.</summary>
    public static void Advise(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        (string Type, string Detail)? advice = (problem.Detail, problem.Status) switch
        {
            ({ }, _) => null,
            (_, StatusCodes.Status404NotFound) => ("not-found", "There is no such call; /openapi/v1.json lists those there are."),
            (_, StatusCodes.Status405MethodNotAllowed) => ("invalid-request", "This address does not take that method; /openapi/v1.json lists those it takes."),
            (_, StatusCodes.Status413PayloadTooLarge) => ("too-large", "The body is larger than this call takes. Send less at a time."),
            (_, StatusCodes.Status415UnsupportedMediaType) => ("unsupported", "Send the body as application/json in UTF-8."),
            _ => null,
        };
        if (advice is { } found)
        {
            problem.Type = $"urn:ragqa:problem:{found.Type}";
            problem.Detail = found.Detail;
        }
    }

    private static ProblemDetails Problem(int status, string type, string title, string detail)
        => new() { Status = status, Type = $"urn:ragqa:problem:{type}", Title = title, Detail = detail };

    private static int Status(FailureKind kind) => kind switch
    {
        FailureKind.NotFound => StatusCodes.Status404NotFound,
        FailureKind.Conflict => StatusCodes.Status409Conflict,
        FailureKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        FailureKind.Unsupported => StatusCodes.Status415UnsupportedMediaType,
        FailureKind.Busy => StatusCodes.Status429TooManyRequests,
        FailureKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        FailureKind.Forbidden => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status400BadRequest,
    };

    private static string Type(FailureKind kind) => kind switch
    {
        FailureKind.NotFound => "not-found",
        FailureKind.Conflict => "conflict",
        FailureKind.TooLarge => "too-large",
        FailureKind.Unsupported => "unsupported",
        FailureKind.Busy => "busy",
        FailureKind.Unavailable => "unavailable",
        FailureKind.Forbidden => "forbidden",
        _ => "invalid-request",
    };

    private static string Title(FailureKind kind) => kind switch
    {
        FailureKind.NotFound => "Not found",
        FailureKind.Conflict => "Contradicts what is stored",
        FailureKind.TooLarge => "Too large",
        FailureKind.Unsupported => "Format not supported",
        FailureKind.Busy => "Busy",
        FailureKind.Unavailable => "Not available now",
        FailureKind.Forbidden => "Not allowed",
        _ => "The request is wrong",
    };
}
