using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RagQA.Server.Dashboard;
using RagQA.Web;

namespace RagQA.Tests.Server.Dashboard;

public sealed class OrleansDashboardTests
{
    [Theory]
    [InlineData(Roles.Operator, StatusCodes.Status200OK)]
    [InlineData(Roles.Curator, StatusCodes.Status403Forbidden)]
    public async Task ForOperators_LetsOnlyThemThrough(string role, int expected)
    {
        await using var services = new ServiceCollection().AddSingleton<ICurrentPrincipal>(new Someone(role)).BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        var isThrough = false;

        await OrleansDashboard.ForOperatorsAsync(context, _ =>
        {
            isThrough = true;
            return Task.CompletedTask;
        });

        Assert.Equal((expected, expected == StatusCodes.Status200OK), (context.Response.StatusCode, isThrough));
    }

    private sealed class Someone(string group) : ICurrentPrincipal
    {
        public ValueTask<Principal> GetAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(new Principal { User = "someone", Groups = [group] });
    }
}
