using RagQA.Inference;

[assembly: AssemblyFixture(typeof(RagQA.Tests.Inference.LoadedModels))]

namespace RagQA.Tests.Inference;

/// <summary>The shipped models, loaded on first use and once for all tests.</summary>
public sealed class LoadedModels : IDisposable
{
    private readonly Lazy<InferenceModels> _models = new(() => InferenceModels.Open(new InferenceOptions
    {
        ModelsDirectory = RepositoryRoot.Combine("models"),
    }));

    public InferenceModels Models => _models.Value;

    public void Dispose()
    {
        if (_models.IsValueCreated)
        {
            _models.Value.Dispose();
        }
    }
}
