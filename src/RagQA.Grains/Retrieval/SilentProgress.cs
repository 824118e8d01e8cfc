namespace RagQA.Grains.Retrieval;

/// <summary>For retrievals of which nobody wants to hear how far they are.</summary>
internal sealed class SilentProgress : IRetrievalProgress
{
    public static readonly SilentProgress Instance = new();

    public void Stage(AnswerStage stage)
    {
    }

    public void PartitionsAnswered(int answered, int partitions, int passagesFound)
    {
    }
}
