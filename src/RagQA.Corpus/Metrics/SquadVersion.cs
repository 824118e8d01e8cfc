namespace RagQA.Corpus;

/// <summary>Which of the two official SQuAD evaluation scripts.</summary>
public enum SquadVersion
{
    /// <summary>1.1: every question has an answer.</summary>
    V1 = 1,

    /// <summary>2.0: a question may have none.</summary>
    V2 = 2,
}
