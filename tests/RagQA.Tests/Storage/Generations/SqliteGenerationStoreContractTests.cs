namespace RagQA.Tests.Storage;

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteGenerationStoreContractTests() : GenerationStoreContract(new SqliteStoreHost());
