using RagQA.Inference;

namespace RagQA.Tests.Inference;

public sealed class InferencePoolTests : IDisposable
{
    private readonly InferencePool _pool = new(new InferenceOptions { Threads = 1, QueueLimit = 3 });
    private readonly ManualResetEventSlim _hold = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose()
    {
        _hold.Set();
        _pool.Dispose();
        _hold.Dispose();
    }

    [Fact]
    public async Task Run_Work_RunsOnThreadOfThePool()
    {
        string? name = await _pool.Run(() => Thread.CurrentThread.Name, InferencePriority.Question, CancellationToken.None);
        Assert.Equal("inference-0", name);
        Assert.NotEqual("inference-0", Thread.CurrentThread.Name);
    }

    [Fact]
    public async Task Run_QuestionsBehindIngestion_GoFirstInTheirOrder()
    {
        Task<int> holding = await Occupy();
        var order = new List<string>();
        Task[] all =
        [
            Note("i1", InferencePriority.Ingestion), Note("q1", InferencePriority.Question),
            Note("i2", InferencePriority.Ingestion), Note("q2", InferencePriority.Question),
        ];
        _hold.Set();
        await Task.WhenAll(all);
        await holding;
        Assert.Equal(["q1", "q2", "i1", "i2"], order);

        Task Note(string what, InferencePriority priority) => _pool.Run(
            () =>
            {
                order.Add(what);
                return 0;
            },
            priority,
            CancellationToken.None);
    }

    [Fact]
    public async Task Run_WorkOfAnEarlierTurn_GoesBeforeWhatCameFirst()
    {
        using var pool = new InferencePool(new InferenceOptions { Threads = 1 });
        using var hold = new ManualResetEventSlim();
        var order = new List<string>();
        Task<bool> holding = pool.Run(() => hold.Wait(TimeSpan.FromMinutes(1)), InferencePriority.Question, CancellationToken.None);
        Task[] all = [.. new[] { (5, "second"), (3, "first"), (5, "third"), (9, "last"), (0, "encoding"), (5, "fourth") }.Select(w => Note(w.Item1, w.Item2))];
        hold.Set();
        await Task.WhenAll([holding, .. all]);
        Assert.Equal(["encoding", "first", "second", "third", "fourth", "last"], order);

        Task Note(int turn, string what) => pool.Run(() => { order.Add(what); return 0; }, InferencePriority.Question, CancellationToken.None, turn);
    }

    [Fact]
    public async Task Run_QuestionsWithoutEnd_LetIngestionGoOn()
    {
        using var pool = new InferencePool(new InferenceOptions { Threads = 1 });
        using var hold = new ManualResetEventSlim();
        var order = new List<string>();
        Task<bool> holding = pool.Run(() => hold.Wait(TimeSpan.FromMinutes(1)), InferencePriority.Question, CancellationToken.None);
        Task[] all =
        [
            .. Enumerable.Range(0, 2).Select(_ => pool.Run(() => { order.Add("i"); return 0; }, InferencePriority.Ingestion, CancellationToken.None)),
            .. Enumerable.Range(0, 200).Select(_ => pool.Run(() => { order.Add("q"); return 0; }, InferencePriority.Question, CancellationToken.None)),
        ];
        hold.Set();
        await Task.WhenAll([holding, .. all]);
        Assert.InRange(order.IndexOf("i"), 60, 70);
        Assert.InRange(order.LastIndexOf("i"), 120, 140);
    }

    [Fact]
    public async Task Run_QueueFull_ThrowsBusyForThatPriorityOnly()
    {
        await Occupy();
        Task<int>[] waiting = [.. Enumerable.Range(0, 3).Select(i => _pool.Run(() => i, InferencePriority.Ingestion, CancellationToken.None))];
        RagQAException exception = Assert.Throws<RagQAException>(() => { _ = _pool.Run(() => 0, InferencePriority.Ingestion, CancellationToken.None); });
        Assert.Equal(FailureKind.Busy, exception.Kind);
        Task<int> question = _pool.Run(() => 7, InferencePriority.Question, CancellationToken.None);
        _hold.Set();
        Assert.Equal(7, await question);
        int[] results = await Task.WhenAll(waiting);
        Assert.Equal([0, 1, 2], results);
    }

    [Fact]
    public async Task Run_CancelledWhileWaiting_IsDroppedAndFreesItsPlace()
    {
        Task<int> holding = await Occupy();
        using var source = new CancellationTokenSource();
        bool ran = false;
        Task<bool> waiting = _pool.Run(() => ran = true, InferencePriority.Question, source.Token);
        Assert.Equal(1, _pool.Waiting(InferencePriority.Question));
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, _pool.Waiting(InferencePriority.Question));
        _hold.Set();
        await holding;
        Assert.Equal(1, await _pool.Run(() => 1, InferencePriority.Question, CancellationToken.None));
        Assert.False(ran);
    }

    [Fact]
    public async Task Run_TokenAlreadyCancelled_NeverQueues()
    {
        await Occupy();
        Task<int> task = _pool.Run(() => 1, InferencePriority.Question, new CancellationToken(canceled: true));
        Assert.True(task.IsCanceled);
        Assert.Equal(0, _pool.Waiting(InferencePriority.Question));
    }

    [Fact]
    public async Task Run_WorkThrows_FailsOnlyItself()
    {
        Task<int> failing = _pool.Run<int>(() => throw new FormatException("broken"), InferencePriority.Question, CancellationToken.None);
        Assert.Equal("broken", (await Assert.ThrowsAsync<FormatException>(() => failing)).Message);
        Assert.Equal(2, await _pool.Run(() => 2, InferencePriority.Question, CancellationToken.None));
    }

    [Fact]
    public async Task Run_ManyFromManyThreads_AllComplete()
    {
        using var pool = new InferencePool(new InferenceOptions { Threads = 4, QueueLimit = 10_000 });
        int[] results = await Task.WhenAll(Enumerable.Range(0, 5000).AsParallel().AsOrdered().Select(i => pool.Run(
            () => i, (InferencePriority)(i % 2), CancellationToken.None)));
        Assert.Equal(Enumerable.Range(0, 5000), results);
    }

    [Fact]
    public async Task Dispose_WorkWaits_FailsItAsUnavailableAfterRunningWorkEnds()
    {
        Task<int> holding = await Occupy();
        Task<int> waiting = _pool.Run(() => 1, InferencePriority.Ingestion, CancellationToken.None);
        Task disposing = Task.Run(_pool.Dispose, TestContext.Current.CancellationToken);
        RagQAException exception = await Assert.ThrowsAsync<RagQAException>(() => waiting);
        Assert.Equal(FailureKind.Unavailable, exception.Kind);
        Assert.False(disposing.IsCompleted);
        _hold.Set();
        await disposing;
        Assert.True(holding.IsCompletedSuccessfully);
        Assert.Equal(
            FailureKind.Unavailable,
            Assert.Throws<RagQAException>(() => { _ = _pool.Run(() => 1, InferencePriority.Question, CancellationToken.None); }).Kind);
    }

    /// <summary>Keeps the only thread busy until <see cref="_hold"/> is set.</summary>
    private async Task<Task<int>> Occupy()
    {
        Task<int> holding = _pool.Run(
            () =>
            {
                _held.TrySetResult();
                _hold.Wait();
                return 0;
            },
            InferencePriority.Question,
            CancellationToken.None);
        await _held.Task;
        return holding;
    }
}
