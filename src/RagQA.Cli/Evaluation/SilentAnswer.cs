using RagQA.Grains.Answering;

namespace RagQA.Cli.Evaluation;

/// <summary>Nobody listens to the progress of an evaluation's questions.</summary>
internal sealed class SilentAnswer : IAnswerProgress
{
    public static readonly SilentAnswer Instance = new();

    public void Stage(AnswerStage stage)
    {
    }

    public void PartitionsAnswered(int answered, int partitions, int passagesFound)
    {
    }

    public void Found(IReadOnlyList<RankedPassage> passages)
    {
    }

    public void Read(RankedPassage passage, int read)
    {
    }
}
