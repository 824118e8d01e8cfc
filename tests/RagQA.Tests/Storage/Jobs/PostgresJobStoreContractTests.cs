namespace RagQA.Tests.Storage;

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgresJobStoreContractTests(PostgresFixture postgres) : JobStoreContract(new PostgresStoreHost(postgres));
