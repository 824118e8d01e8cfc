using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace RagQA.Server.Api;

/// <summary>Keeps one client from taking all of the server: a token bucket for each principal, or address where nobody is signed in.</summary>
internal static class ClientLimits
{
    /// <summary>Name of the policy for what costs as much as a question.</summary>
    public const string Questions = "questions";

    public static void Add(IServiceCollection services)
    {
        services.AddOptions<ClientLimitOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<ClientLimitOptions>>((limiter, limits) =>
        {
            // ProblemHandler says the rest.
            limiter.OnRejected = (_, _) => throw new RagQAException(
                FailureKind.Busy, $"You send more than {limits.Value.QuestionsPerSecond} questions per second. Send fewer, or have RagQA:Limits raised.");
            limiter.AddPolicy(Questions, context => RateLimitPartition.GetTokenBucketLimiter(ClientOf(context), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = limits.Value.Burst,
                TokensPerPeriod = limits.Value.QuestionsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));
        });
    }

    private static string ClientOf(HttpContext context)
        => context.User.Identity is { IsAuthenticated: true, Name: { } name } ? $"user {name}" : $"address {context.Connection.RemoteIpAddress}";
}
