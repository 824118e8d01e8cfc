namespace RagQA.Grains.Answering;

/// <summary>Which models make the answers of this silo.</summary>
public sealed record AnswerIdentity(ModelNames Models);
