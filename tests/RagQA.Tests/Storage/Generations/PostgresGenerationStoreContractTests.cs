namespace RagQA.Tests.Storage;

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgresGenerationStoreContractTests(PostgresFixture postgres) : GenerationStoreContract(new PostgresStoreHost(postgres));
