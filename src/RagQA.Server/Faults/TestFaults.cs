using System.Collections.Concurrent;
using Orleans.Runtime;

namespace RagQA.Server.Faults;

/// <summary>
/// Test switches of the server: makes chosen questions slow, refused or partly unanswered at the door of the real grains,
/// so that tests see what a user would. Only there with <see cref="ServerOptions.TestFaults"/>.
/// </summary>
internal sealed class TestFaults(TimeProvider time) : IIncomingGrainCallFilter
{
    // Travels with the calls that one question makes.
    private const string Key = "ragqa.test-fault";

    private readonly ConcurrentDictionary<string, TestFault> _faults = new(StringComparer.Ordinal);

    public void Set(TestFault fault) => _faults[fault.Question] = fault;

    public void Clear(string question) => _faults.TryRemove(question, out _);

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.Grain is IAnswererGrain && context.Request.GetArgumentCount() > 0
            && context.Request.GetArgument(0) is AskRequest request && _faults.TryGetValue(request.Question, out var begun))
        {
            if (begun.Refuse is { } kind)
            {
                throw new RagQAException(kind, "Too many questions are waiting; try again in a moment.");
            }

            RequestContext.Set(Key, request.Question);
        }
        else if (RequestContext.Get(Key) is string question && _faults.TryGetValue(question, out var fault))
        {
            await HappenAsync(context, fault);
        }

        await context.Invoke();
    }

    private async Task HappenAsync(IIncomingGrainCallContext context, TestFault fault)
    {
        if (context.Grain is IReaderGrain && fault.ReadDelayMs > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(fault.ReadDelayMs), time);
        }
        else if (context.Grain is IPartitionGrain && fault.Partition is { } partition && IsPartition(context.TargetId, partition))
        {
            throw new RagQAException(FailureKind.Unavailable, "This partition was told not to answer.");
        }
    }

    // Key of a partition: collection/generation/partition/replica.
    private static bool IsPartition(GrainId id, int number) =>
        id.Key.ToString()!.Split('/') is [.., var partition, _] && partition == number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
