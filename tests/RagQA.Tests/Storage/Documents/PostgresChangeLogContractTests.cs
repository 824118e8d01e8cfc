namespace RagQA.Tests.Storage;

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgresChangeLogContractTests(PostgresFixture postgres) : ChangeLogContract(new PostgresStoreHost(postgres));
