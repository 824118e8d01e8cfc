namespace RagQA.Grains.Slots;

/// <summary>What a slot is wanted for; each kind is counted by itself.</summary>
internal enum SlotKind
{
    /// <summary>To encode questions.</summary>
    Encoding,

    /// <summary>To encode passages of documents that go in.</summary>
    Ingestion,

    /// <summary>To read passages.</summary>
    Reading,
}
