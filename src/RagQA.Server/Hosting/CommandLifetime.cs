using Microsoft.Extensions.Hosting;

namespace RagQA.Server.Hosting;

/// <summary>A host that leaves signals to the command that runs it: what a silo does before it stops takes longer than a signal allows.</summary>
internal sealed class CommandLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
