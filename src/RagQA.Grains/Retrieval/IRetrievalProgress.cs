namespace RagQA.Grains.Retrieval;

/// <summary>Hears how far a retrieval is.</summary>
internal interface IRetrievalProgress
{
    void Stage(AnswerStage stage);

    void PartitionsAnswered(int answered, int partitions, int passagesFound);
}
