using RagQA.Tests.Inference;

namespace RagQA.ClusterTests.Silos;

/// <summary>The same as <see cref="SilosFixture"/>, with a second encoder on every silo.</summary>
public sealed class GenerationsFixture : SilosFixture, IDisposable
{
    internal SecondEncoder Second { get; } = new();

    protected override Dictionary<string, string> Settings => new() { ["RagQA__ModelsDirectory"] = Second.ModelsDirectory };

    public void Dispose() => Second.Dispose();
}
