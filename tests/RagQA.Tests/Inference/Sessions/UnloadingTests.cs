using RagQA.Inference;

namespace RagQA.Tests.Inference;

/// <summary>Models that are unloaded while something still runs: a session freed under a run would end the process.</summary>
public sealed class UnloadingTests
{
    private const string Question = "How often is the dressing changed?";

    [Fact]
    public async Task Dispose_WhileARunHasBegun_LetsItEndAndRefusesTheNext()
    {
        using var device = new HeldDevice();
        InferenceModels models = InferenceModels.Open(new InferenceOptions { ModelsDirectory = RepositoryRoot.Combine("models"), Threads = 1 }, device);
        float[] expected = models.QuestionEncoder.Encode(Question);

        device.Hold();
        Task<float[]> running = Task.Run(() => models.QuestionEncoder.Encode(Question), TestContext.Current.CancellationToken);
        await device.Begun;
        models.Dispose();
        device.Release();

        Assert.Equal(expected, await running);
        Assert.Equal(FailureKind.Unavailable, Assert.Throws<RagQAException>(() => models.QuestionEncoder.Encode(Question)).Kind);
        models.Dispose();
    }

    private sealed class HeldDevice : ExecutionDevice, IDisposable
    {
        private readonly ManualResetEventSlim _free = new(initialState: true);
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override string Name => "held";

        public Task Begun => _begun.Task;

        public void Hold() => _free.Reset();

        public void Release() => _free.Set();

        public void Dispose() => _free.Dispose();

        protected internal override void BeforeRun()
        {
            if (!_free.IsSet)
            {
                _begun.TrySetResult();
            }

            _free.Wait();
        }
    }
}
