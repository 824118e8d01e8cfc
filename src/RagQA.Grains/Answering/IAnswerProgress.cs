using RagQA.Grains.Retrieval;

namespace RagQA.Grains.Answering;

/// <summary>Hears how far an answer is.</summary>
internal interface IAnswerProgress : IRetrievalProgress
{
    void Found(IReadOnlyList<RankedPassage> passages);

    void Read(RankedPassage passage, int read);
}
