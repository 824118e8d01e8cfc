using RagQA.Grains.Cluster;

namespace RagQA.Server.Hosting;

/// <summary>Lets no connection outlive its request once the silo is about to stop, so that nobody sends the next question on one that closes.</summary>
internal static class LeavingSilo
{
    public static void UseLeavingSilo(this WebApplication app)
    {
        var silo = app.Services.GetRequiredService<SiloState>();
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                if (silo.IsDraining && context.Response.StatusCode != StatusCodes.Status101SwitchingProtocols)
                {
                    context.Response.Headers.Connection = "close";
                }

                return Task.CompletedTask;
            });
            return next(context);
        });
    }
}
